import * as l10n from '@vscode/l10n';
import { baseName } from '../../features/view';
import { effective } from '../../rules/effective';
import type { RuleContext } from '../../rules/rule';
import { endOfSettings } from '../../rules/setVariable';
import type { ParsedFile } from '../../syntax/parse';
import type { Assignment } from '../../syntax/statement';
import { applyEdits, lineEndOf, type TextEdit } from '../../text/edit';
import { splitWords } from '../../text/whitespace';
import { hostOfMirror, parseMirrors } from '../../yocto/mirrors';
import type { Setting } from '../../yocto/sharedCacheBlock';
import { blockHead, type Lines, ownBlocks } from './ownBlock';
import { type CacheToUse, type Wanted, wantedSettings } from './wantedSettings';

/** Reads a build as if its local.conf held this text. */
export type EvaluateWith = (text: string) => {
	readonly context: RuleContext;
	readonly file: ParsedFile;
};

export type Plan =
	| { readonly kind: 'impossible'; readonly reason: string }
	| { readonly kind: 'done' }
	| { readonly kind: 'edit'; readonly edits: readonly TextEdit[] };

/**
 * Plans the edits of local.conf that make a build use a cache: one block above
 * CONF_VERSION with what is not in force yet, a block of before replaced, and
 * lines that say otherwise turned into comments. Nothing to do where the build
 * uses the cache already.
 */
export function planCache(text: string, cache: CacheToUse, evaluateWith: EvaluateWith): Plan {
	const { file, context } = evaluateWith(text);
	const wanted = wantedSettings(cache, context.release);
	if ('impossible' in wanted) return { kind: 'impossible', reason: wanted.impossible };

	// Without its old blocks the build says what it is the block's to say.
	const blocks = ownBlocks(file);
	const bare = evaluateWith(withoutLines(file, blocks));
	const conflicts = conflictingLines(bare.file, bare.context, wanted);
	const clean = evaluateWith(withComments(bare.file, conflicts));
	const missing = wanted.settings.filter((setting) => !isInForce(setting, clean.context));

	const edits = editsOf(file, { blocks, conflicts, missing, name: cache.name });
	if (edits.length === 0) return { kind: 'done' };
	const after = evaluateWith(applyEdits(text, edits));
	const lost = wanted.settings.find((setting) => isDefeated(setting, after.context));
	return lost
		? { kind: 'impossible', reason: whyLost(lost, after.context) }
		: { kind: 'edit', edits };
}

interface Changes {
	readonly blocks: readonly Lines[];
	readonly conflicts: readonly Lines[];
	readonly missing: readonly Setting[];
	readonly name: string;
}

function editsOf(file: ParsedFile, { blocks, conflicts, missing, name }: Changes): TextEdit[] {
	const { text, index } = file;
	const lineEnd = lineEndOf(text);
	const lines =
		missing.length === 0
			? []
			: [
					blockHead(name),
					...missing.map(({ name, operator, value }) => `${name} ${operator} "${value}"`),
				];
	const block = lines.map((line) => line + lineEnd).join('');
	const edits: TextEdit[] = conflicts.map((range) => commented(file, range));
	const [first, ...others] = blocks.map(({ start, end }) => ({
		start: index.startOf(start),
		end: index.startOf(end),
	}));
	for (const span of others) edits.push({ span, newText: '' });
	if (first !== undefined) {
		if (text.slice(first.start, first.end).trimEnd() !== block.trimEnd()) {
			edits.push({ span: first, newText: block });
		}
	} else if (block !== '') {
		edits.push(inserted(file, block));
	}
	return edits;
}

/** The block with blank lines around it, where new settings go. */
function inserted(file: ParsedFile, block: string): TextEdit {
	const at = endOfSettings(file);
	const lineEnd = lineEndOf(file.text);
	const before = file.text.slice(0, at).replace(/\r\n?/g, '\n');
	const needsBreak = before !== '' && !before.endsWith('\n');
	const needsBlank = before.trim() !== '' && !/\n[ \t]*\n$/.test(before);
	const isAtEnd = at === file.text.length;
	return {
		span: { start: at, end: at },
		newText:
			(needsBreak ? lineEnd : '') + (needsBlank ? lineEnd : '') + block + (isAtEnd ? '' : lineEnd),
	};
}

/** Turns lines into comments, the lines of a continued value all of them. */
function commented({ text, index }: ParsedFile, { start, end }: Lines): TextEdit {
	const span = { start: index.startOf(start), end: index.startOf(end) };
	const newText = text.slice(span.start, span.end).replace(/(^|\r\n|\n|\r(?!\n))(?!$)/g, '$1#');
	return { span, newText };
}

function withComments(file: ParsedFile, ranges: readonly Lines[]): string {
	return applyEdits(
		file.text,
		ranges.map((range) => commented(file, range)),
	);
}

/** The text with lines emptied, so that all others keep their numbers. */
function withoutLines({ text, index }: ParsedFile, ranges: readonly Lines[]): string {
	const edits = ranges.map(({ start, end }) => {
		const span = { start: index.startOf(start), end: index.startOf(end) };
		return { span, newText: text.slice(span.start, span.end).replace(/[^\r\n]/g, '') };
	});
	return applyEdits(text, edits);
}

/** The lines of the file that give a wanted variable another value, or set one that is in the way. */
function conflictingLines(file: ParsedFile, context: RuleContext, wanted: Wanted): Lines[] {
	const changed = wanted.settings.filter((setting) => !isInForce(setting, context));
	const replaced = changed
		.map(({ name }) => name)
		.filter((name) => !['INHERIT', 'SSTATE_MIRRORS'].includes(baseName(name)));
	const names = new Set([...replaced, ...wanted.unwanted]);
	const formerHosts = hostsOfFormerServer(changed, context);
	return file.statements
		.filter((statement) => statement.kind === 'assignment')
		.filter((assignment) => {
			if (assignment.flag !== undefined) return false;
			const name = baseName(assignment.name);
			return name === 'SSTATE_MIRRORS'
				? isMirrorOnlyOf(assignment, formerHosts)
				: names.has(name) && isActive(assignment, context);
		})
		.map(({ firstLine, line }) => ({ start: firstLine - 1, end: line }));
}

/** Settings for another machine or distribution are none of this build's. */
function isActive({ name }: Assignment, { data }: RuleContext): boolean {
	const isOperation = /[:_](append|prepend|remove)\b/.test(name);
	return isOperation || !name.includes(':') || data.activeVariant(baseName(name)) === name;
}

/** Hosts whose hash server is about to be replaced: the objects on their mirrors are named by its hashes. */
function hostsOfFormerServer(changed: readonly Setting[], context: RuleContext): Set<string> {
	const wanted = new Set(changed.map(({ value }) => hostOfServer(value)));
	const hosts = changed
		.filter(({ name }) => name.startsWith('BB_HASHSERVE'))
		.map(({ name }) => hostOfServer(effective(context, name)?.value ?? ''))
		.filter((host) => host !== '' && !wanted.has(host));
	return new Set(hosts);
}

function hostOfServer(address: string): string {
	return /^(?:wss?:\/\/)?(\[[^\]]*\]|[^:/]+)[:/]/.exec(address)?.[1] ?? '';
}

function isMirrorOnlyOf({ value }: Assignment, hosts: ReadonlySet<string>): boolean {
	const { pairs } = parseMirrors(value);
	return pairs.length > 0 && pairs.every(({ url }) => hosts.has(hostOfMirror(url) ?? ''));
}

function isInForce({ name, value }: Setting, context: RuleContext): boolean {
	switch (baseName(name)) {
		case 'SSTATE_MIRRORS': {
			const present = new Set(urlsOf(effective(context, 'SSTATE_MIRRORS')?.value ?? ''));
			return urlsOf(value).every((url) => present.has(url));
		}
		case 'INHERIT': {
			const classes = ['INHERIT', 'USER_CLASSES'].map(
				(each) => context.data.get(each)?.value ?? '',
			);
			return splitWords(classes.join(' ')).includes(value);
		}
		default:
			return effective(context, name)?.value === value;
	}
}

function urlsOf(mirrors: string): string[] {
	return parseMirrors(mirrors).pairs.map(({ url }) => url);
}

/** True when something has the last word over the block; false where it cannot be told. */
function isDefeated(setting: Setting, context: RuleContext): boolean {
	const name = baseName(setting.name);
	return effective(context, name) !== undefined && !isInForce(setting, context);
}

function whyLost({ name, value }: Setting, context: RuleContext): string {
	const variable = baseName(name);
	const { file, line } = context.data.origin(variable) ?? {};
	return file === undefined
		? l10n.t`A line in local.conf would not win: ${variable} gets its value elsewhere, by an override, an append or a later file. Change it there: ${variable} = "${value}".`
		: l10n.t`A line in local.conf would not win: ${variable} gets its value at ${`${file}:${line}`}, by an override, an append or a later file. Change it there: ${variable} = "${value}".`;
}
