import * as l10n from '@vscode/l10n';
import { joinPath } from '../evaluation/path';
import type { Assignment } from '../syntax/statement';
import type { Span } from '../text/span';
import { wordsWithOffsets } from '../text/whitespace';
import { findVariable } from '../yocto/variables';
import { fileReferences } from './fileReferences';
import { isMirrorVariable, writtenMembers } from './mirrors/members';
import { baseName, type View } from './view';

/** A part of the text that leads somewhere. */
export interface Link {
	readonly span: Span;
	readonly target:
		| { readonly url: string }
		| { readonly file: string }
		| { readonly folder: string };
	/** What is opened, where the text does not say it itself. */
	readonly tooltip?: string;
}

/**
 * Links to web pages, included files, layers, machines, distros and folders; those
 * alone that lead to something. In the order of the text: an editor that finds
 * addresses by itself merges its own with them.
 */
export function links(view: View): Link[] {
	const { file } = view;
	const found: Link[] = [
		...file.comments.flatMap(({ span }) =>
			urlsIn(file.text.slice(span.start, span.end)).map(({ text, offset }) => ({
				span: { start: span.start + offset, end: span.start + offset + text.length },
				target: { url: text },
			})),
		),
		...file.statements.flatMap((statement) =>
			statement.kind === 'assignment' ? linksOf(view, statement) : [],
		),
		...fileReferences(view).flatMap(({ span, found: [first] }) =>
			first === undefined ? [] : [{ span, target: { file: first } }],
		),
	];
	return found.sort((a, b) => a.span.start - b.span.start);
}

/** Variables whose value names a file in a folder of every layer. */
const NAMED: Readonly<Record<string, string>> = { MACHINE: 'conf/machine', DISTRO: 'conf/distro' };

function linksOf(view: View, assignment: Assignment): Link[] {
	const { name, flag, value } = assignment;
	if (flag !== undefined || value.length > MAX_VALUE) return [];
	const variable = baseName(name);
	if (variable === 'BBLAYERS') return layers(view, assignment);
	const folder = NAMED[variable];
	if (folder !== undefined) return named(view, assignment, folder);
	if (findVariable(variable)?.isDirectory) return existing(view, assignment);
	if (!/https?:/.test(value)) return [];
	const patterns = isMirrorVariable(variable) ? patternSpans(view, assignment) : [];
	return urlsIn(value).flatMap(({ text, offset }) => {
		const span = assignment.spanInValue(offset, offset + text.length);
		// A pattern is no address, whatever it looks like.
		if (patterns.some(({ start, end }) => start <= span.start && span.end <= end)) return [];
		const { value: url, isStatic, error } = view.build.evaluation.data.expand(text);
		if (!isStatic || error !== undefined || url.includes('${')) return [];
		return URL.canParse(url) ? [{ span, target: { url } }] : [];
	});
}

const MAX_VALUE = 100_000;

function patternSpans({ build }: View, assignment: Assignment): Span[] {
	return (writtenMembers(assignment, build) ?? [])
		.filter(({ role }) => role === 'pattern')
		.map(({ span }) => span);
}

/** No browser opens a longer one for sure. */
const MAX_URL = 2000;

const URLS = /\bhttps?:\/\/[^\s"'<>`\\]+/g;

/**
 * The web addresses in a text, without what ends a sentence behind them. A
 * mirror's address ends where its tokens begin: what is in front can be opened.
 */
function urlsIn(text: string): { text: string; offset: number }[] {
	return Array.from(text.matchAll(URLS)).flatMap(({ 0: whole, index: offset }) => {
		if (whole.length > MAX_URL) return [];
		const withoutTokens = whole
			.replace(/;.*$/, '')
			.replace(/(?:\/|\b)(?:TYPE|HOST|PATH|BASENAME|MIRRORNAME)\b.*$/, (found) =>
				found.startsWith('/') ? '/' : '',
			);
		const url = withoutClosing(withoutTokens.replace(/[.,:!?*_]+$/, ''));
		// Without a host there is nothing to open, and stars belong to patterns.
		return /^https?:\/\/[^/*]{2,}[^*]*$/.test(url) && !/[*|^\\]/.test(url)
			? [{ text: url, offset }]
			: [];
	});
}

/** Cuts brackets that close what was opened in front of the address. */
function withoutClosing(url: string): string {
	const last = url.at(-1);
	const open = last === ')' ? '(' : last === ']' ? '[' : undefined;
	if (open === undefined || url.includes(open)) return url;
	return withoutClosing(url.slice(0, -1).replace(/[.,:!?]+$/, ''));
}

/** A folder opens badly in an editor, so a layer's link leads to its layer.conf. */
function layers(view: View, { value, spanInValue }: Assignment): Link[] {
	const { data } = view.build.evaluation;
	return wordsWithOffsets(value).flatMap(({ text, offset }) => {
		const { value: folder, isStatic } = data.expand(text);
		if (!isStatic || !folder.startsWith('/')) return [];
		const file = joinPath(folder, 'conf/layer.conf');
		if (!view.disk.exists(file)) return [];
		return [
			{
				span: spanInValue(offset, offset + text.length),
				target: { file },
				tooltip: l10n.t('Open the layer’s layer.conf'),
			},
		];
	});
}

function named(view: View, { value, spanInValue, name }: Assignment, folder: string): Link[] {
	const [word, ...others] = wordsWithOffsets(value);
	// With an operation the value is a part of a name.
	if (!word || others.length > 0 || /[:_](append|prepend|remove)/.test(name)) return [];
	const { build, disk } = view;
	const { value: expanded, isStatic } = build.evaluation.data.expand(word.text);
	if (!isStatic || !/^[\w.+-]+$/.test(expanded)) return [];
	const file = build.evaluation.find(`${folder}/${expanded}.conf`, build.directory);
	if (file === undefined || !disk.exists(file)) return [];
	return [
		{
			span: spanInValue(word.offset, word.offset + word.text.length),
			target: { file },
			tooltip: l10n.t`Open ${folder}/${expanded}.conf`,
		},
	];
}

/** A folder that a variable names, if it is there. */
function existing(view: View, { value, name, valueSpan }: Assignment): Link[] {
	// With an operation the value is a part of a path.
	if (/[:_](append|prepend|remove)/.test(name)) return [];
	const { value: folder, isStatic } = view.build.evaluation.data.expand(value);
	// A file at the path has nothing below it.
	if (!isStatic || !folder.startsWith('/') || !view.disk.exists(`${folder}/.`)) return [];
	return [{ span: valueSpan, target: { folder }, tooltip: l10n.t('Show the folder') }];
}
