import * as l10n from '@vscode/l10n';
import { basename, joinPath } from '../evaluation/path';
import type { ParsedFile } from '../syntax/parse';
import type { Assignment } from '../syntax/statement';
import { sentences } from '../text/sentences';
import { splitWords } from '../text/whitespace';
import { DEFAULTS_FILE } from '../yocto/defaults';
import { findVariable, type KnownVariable } from '../yocto/variables';
import { type Defeat, findDefeats } from './defeat';
import type { Finding, HistoryEntry, Rule, RuleContext } from './rule';

/**
 * Where an assignment that a layer beats is a surprise. Machine, distro and
 * packages are left out: local.conf.sample gives them defaults that are meant to be beaten.
 */
const GROUPS: ReadonlySet<KnownVariable['group']> = new Set([
	'Hash equivalence',
	'Signatures',
	'Shared state',
	'Downloads and network',
]);
const ALSO = ['TMPDIR', 'PRSERV_HOST', 'PRSERV_UPSTREAM', 'BB_SERVER_TIMEOUT', 'PARALLEL_MAKE'];

/** Only what a layer beats: one file of the user's over another is the user's own order. */
export const neverTakesEffect: Rule = {
	code: 'never-takes-effect',
	severity: 'warning',
	summary: 'An assignment has no effect because a layer’s always beats it.',
	*check(context) {
		const defeats = new Map<string, ReturnType<typeof findDefeats>>();
		for (const file of context.files.values()) {
			for (const statement of file.statements) {
				if (statement.kind !== 'assignment' || statement.recovered) continue;
				const variable = findVariable(statement.name);
				if (!variable || statement.flag !== undefined) continue;
				if (!GROUPS.has(variable.group) && !ALSO.includes(variable.name)) continue;
				const ofName = defeats.get(statement.name) ?? findDefeats(context.data, statement.name);
				defeats.set(statement.name, ofName);
				const defeat = ofName.get(statement);
				if (!defeat || !isOfLayer(context, defeat.winner.file)) continue;
				if (hasSameValue(context, statement)) continue;
				yield describe(file, statement, defeat);
			}
		}
	},
};

function describe(file: ParsedFile, statement: Assignment, defeat: Defeat): Finding {
	const { name, operator } = statement;
	const { winner, reason } = defeat;
	const isDefault = winner.file === DEFAULTS_FILE;
	const place = isDefault ? l10n.t('poky’s default') : `${basename(winner.file)}:${winner.line}`;
	const line = `${winner.written} ${winner.operator} "${winner.value}" (${place})`;
	const written = `${name} ${operator}`;
	const messages: Record<Defeat['reason'], string> = {
		'set-before': l10n.t`This ${written} has no effect: it already has a value here from ${line}, and ?= only sets what has none.`,
		'later-weak': l10n.t`This ${written} has no effect: ${line} is read later, and of several ??= the last one counts.`,
		'weak-beaten': l10n.t`This ${written} has no effect: ??= counts only while nothing else gives a value, and ${line} does.`,
		'set-later': l10n.t`This ${written} has no effect: ${line} is read later and replaces it.`,
		override: l10n.t`This ${written} has no effect: ${line} is read instead, because its override is active.`,
	};
	return {
		file: file.path,
		span: statement.nameSpan,
		line: statement.line,
		message: sentences(messages[reason], defeat.canWin && l10n.t('Use = to have it your way.')),
		...(isDefault
			? {}
			: {
					related: [
						{ file: winner.file, line: winner.line, message: l10n.t`This one decides ${name}` },
					],
				}),
		...(defeat.canWin
			? {
					fixes: [
						{
							title: l10n.t`Use = instead of ${operator}`,
							edits: [{ span: statement.operatorSpan, newText: '=' }],
							preferred: true,
						},
					],
				}
			: {}),
	};
}

function isOfLayer({ data }: RuleContext, path: HistoryEntry['file']): boolean {
	if (path === DEFAULTS_FILE) return true;
	// Joined, because a layer may be written with `..` and files are known without.
	return splitWords(data.get('BBLAYERS')?.value ?? '').some((layer) =>
		path.startsWith(`${joinPath('/', layer).replace(/\/+$/, '')}/`),
	);
}

function hasSameValue({ data }: RuleContext, { name, value }: Assignment): boolean {
	const wanted = data.expand(value);
	const got = data.get(name);
	return !wanted.isStatic || !got || wanted.value.trim() === got.value.trim();
}
