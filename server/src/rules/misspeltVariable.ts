import * as l10n from '@vscode/l10n';
import { distance } from 'fastest-levenshtein';
import type { ParsedFile } from '../syntax/parse';
import type { Assignment } from '../syntax/statement';
import { sentences } from '../text/sentences';
import { VARIABLES } from '../yocto/variables';
import type { Finding, Rule, RuleContext } from './rule';

/** Right names that look like slips of known ones. */
const LOOKALIKES = new Set(['SCONF_VERSION', 'LCONF_VERSION', 'KMACHINE', 'MULTICONFIG']);

/** Shorter names are too near to too many others. */
const KNOWN = VARIABLES.map(({ name }) => name).filter((name) => name.length >= 8);

/** Of plain words, so that a recipe's CORE_VERSION or CONFIG_VERSION is two slips away. */
const PLAIN = new Set(['CONF_VERSION']);

/** A variable that nobody reads is no error to BitBake, so a slip in a name goes unnoticed. */
export const misspeltVariable: Rule = {
	code: 'misspelt-variable',
	severity: 'warning',
	summary: 'A variable that nothing else mentions is a slip away from a known one.',
	*check(context) {
		const mentioned = new Map<string, boolean>();
		for (const file of context.files.values()) {
			for (const statement of file.statements) {
				if (statement.kind !== 'assignment') continue;
				const name = statement.name.replace(/:.*/s, '');
				const near = nearest(name, context.isComplete ? 2 : 1);
				if (near.length === 0) continue;
				const isKnown = mentioned.get(name) ?? isMentioned(context, name);
				mentioned.set(name, isKnown);
				if (isKnown) continue;
				yield describe(file, statement, name, near);
			}
		}
	},
};

function describe(
	file: ParsedFile,
	{ nameSpan, line }: Assignment,
	name: string,
	near: readonly string[],
): Finding {
	const [first = ''] = near;
	const { start } = nameSpan;
	return {
		file: file.path,
		span: nameSpan,
		line,
		message: sentences(
			l10n.t`Nothing reads a variable ${name}, and BitBake says nothing about that.`,
			l10n.t`Did you mean ${near.join(l10n.t(' or '))}?`,
		),
		fixes: [
			{
				title: l10n.t`Rename to ${first}`,
				edits: [{ span: { start, end: start + name.length }, newText: first }],
				...(near.length === 1 ? { preferred: true } : {}),
			},
		],
	};
}

/** Known variables at the smallest distance, if that is at most `reach`. */
function nearest(name: string, reach: number): string[] {
	if (!/^[A-Z][A-Z_]{6,}$/.test(name) || LOOKALIKES.has(name)) return [];
	let best = reach + 1;
	let found: string[] = [];
	for (const known of KNOWN) {
		// Two slips in a short word make another word.
		if (Math.abs(known.length - name.length) > reach || (known.length < 10 && best <= 1)) continue;
		const steps = distance(name, known);
		if (steps === 0) return [];
		if (steps > 1 && (known.length < 10 || PLAIN.has(known))) continue;
		if (steps < best) {
			best = steps;
			found = [known];
		} else if (steps === best && steps <= reach) {
			found.push(known);
		}
	}
	return found;
}

/** True when another variable's value or another file has to do with the name; functions are values, and their comments do not count. */
function isMentioned({ data, files }: RuleContext, name: string): boolean {
	const word = new RegExp(`(?<![A-Za-z0-9_])${name}(?![A-Za-z0-9_])`);
	const isInCode = (text: string): boolean =>
		word.test(text) && word.test(text.replace(/^[ \t]*#.*$/gm, ''));
	for (const variable of data.names()) {
		const isItself = word.test(variable);
		for (const entry of data.history(variable)) {
			if (isInCode(entry.value) || (isItself && !files.has(entry.file))) return true;
		}
	}
	return false;
}
