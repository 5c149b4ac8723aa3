import * as l10n from '@vscode/l10n';
import type { Assignment } from '../../syntax/statement';
import type { Span } from '../../text/span';
import { wordsWithOffsets } from '../../text/whitespace';
import { mirrorProtocols } from '../../yocto/mirrors';
import { isFrom } from '../../yocto/releases';
import { TOKEN_TEXTS } from '../mirrors/describe';
import { TOKENS } from '../mirrors/mapping';
import { baseName, type View } from '../view';
import type { Suggestion } from './suggestion';

/** The Yocto Project's own objects, as the local.conf.sample of each release gives them. */
export const PUBLIC_MIRROR = 'http://sstate.yoctoproject.org/all';

/** Schemes that can be used for shared state or downloads as they are, commonest first. */
const REPLACEMENT_SCHEMES = ['https', 'http', 'file', 'ftp', 'sftp', 's3', 'az', 'gs'];

/** Patterns and replacements, or their parts, in a mirror variable's value. */
export function mirrors(view: View, assignment: Assignment, offset: number): Suggestion[] {
	const place = placeIn(assignment, offset, view.file.text);
	if (!place) return [];
	const { begun, span, isReplacement } = place;
	const isSstate = baseName(assignment.name) === 'SSTATE_MIRRORS';
	if (!isReplacement) return patterns(view, span, isSstate);
	if (!begun.includes('://')) return replacements(view, span, isSstate);
	const semicolon = begun.lastIndexOf(';');
	if (semicolon >= 0 && !begun.slice(semicolon).includes('=')) {
		return parameters(begun, { start: offset - (begun.length - semicolon - 1), end: span.end });
	}
	return tokens(begun, offset);
}

interface MirrorPlace {
	/** The word before the cursor. */
	readonly begun: string;
	/** Of the whole word. */
	readonly span: Span;
	readonly isReplacement: boolean;
}

function placeIn(
	{ value, spanInValue, valueSpan }: Assignment,
	offset: number,
	text: string,
): MirrorPlace | undefined {
	if (value.includes('${@')) return undefined;
	const words = wordsWithOffsets(value.replaceAll('\\n', '  ')).map(({ text: word, offset: at }) =>
		spanInValue(at, at + word.length),
	);
	const before = words.filter(({ end }) => end < offset).length;
	const current = words.find(({ start, end }) => start <= offset && offset <= end);
	const span = current ?? { start: offset, end: offset };
	if (offset < valueSpan.start) return undefined;
	return { begun: text.slice(span.start, offset), span, isReplacement: before % 2 === 1 };
}

function patterns({ build }: View, span: Span, isSstate: boolean): Suggestion[] {
	const all = isSstate
		? ['file://.*']
		: mirrorProtocols(build.release)
				.filter((scheme) => scheme !== 'file' && scheme !== 'https')
				.map((scheme) => (scheme === 'http' ? 'https?://.*/.*' : `${scheme}://.*/.*`));
	return all.map((pattern, order) => ({
		label: pattern,
		kind: 'value',
		detail: isSstate
			? l10n.t('Every object of shared state')
			: l10n.t`Everything fetched by ${pattern.replace(/:.*/, '')}`,
		span,
		insert: pattern,
		order,
	}));
}

function replacements({ build }: View, span: Span, isSstate: boolean): Suggestion[] {
	const { release } = build;
	const schemes = mirrorProtocols(release);
	const whole = isSstate
		? [
				mirror(
					'https://${1:cache.example.com}/sstate/PATH;downloadfilename=PATH',
					l10n.t('A web server'),
				),
				mirror(
					'http://${1:cache.example.com}/sstate/PATH;downloadfilename=PATH',
					l10n.t('A web server'),
				),
				mirror('file://${1:/srv/sstate-cache}/PATH', l10n.t('A folder of this machine')),
				...(isFrom(release, '4.0')
					? [
							mirror(
								`${PUBLIC_MIRROR}/PATH;downloadfilename=PATH`,
								l10n.t('The Yocto Project’s public objects'),
							),
						]
					: []),
			]
		: [
				mirror('https://${1:cache.example.com}/downloads', l10n.t('A web server')),
				mirror('http://${1:cache.example.com}/downloads', l10n.t('A web server')),
				mirror('file://${1:/srv/downloads}', l10n.t('A folder of this machine')),
			];
	return [
		...whole.map((suggestion, order): Suggestion => ({ ...suggestion, span, order })),
		...REPLACEMENT_SCHEMES.filter((scheme) => schemes.includes(scheme)).map(
			(scheme, i): Suggestion => ({
				label: `${scheme}://`,
				kind: 'value',
				detail: l10n.t('Scheme'),
				span,
				insert: `${scheme}://`,
				order: whole.length + i,
			}),
		),
	];
}

function mirror(insert: string, detail: string): Omit<Suggestion, 'span' | 'order'> {
	const label = insert.replace(/\$\{1:([^}]*)\}/, '$1');
	return { label, kind: 'value', detail, insert, isSnippet: true, plain: label };
}

function parameters(begun: string, span: Span): Suggestion[] {
	if (begun.includes(';downloadfilename=')) return [];
	const label = 'downloadfilename=PATH';
	const detail = l10n.t('Save an object under the path it is looked for with');
	return [{ label, kind: 'token', detail, span, insert: label, order: 0 }];
}

/** Tokens where one begins: behind anything that is no capital letter. */
function tokens(begun: string, offset: number): Suggestion[] {
	const typed = /[A-Z]*$/.exec(begun)?.[0] ?? '';
	return TOKENS.map((token, order) => ({
		label: token,
		kind: 'token',
		detail: l10n.t`Becomes ${TOKEN_TEXTS[token]}`,
		span: { start: offset - typed.length, end: offset },
		insert: token,
		order,
	}));
}
