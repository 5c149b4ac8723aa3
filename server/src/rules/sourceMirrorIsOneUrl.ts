import * as l10n from '@vscode/l10n';
import { sentences } from '../text/sentences';
import { splitWords } from '../text/whitespace';
import { assignmentOf, valueSpan } from './anchor';
import { effective } from './effective';
import type { Rule } from './rule';

/** SOURCE_MIRROR_URL looks like the other mirror variables and is not. */
export const sourceMirrorIsOneUrl: Rule = {
	code: 'source-mirror-is-one-url',
	severity: 'error',
	summary: 'SOURCE_MIRROR_URL holds pairs or tokens although it is one plain URL.',
	*check(context) {
		const mirror = effective(context, 'SOURCE_MIRROR_URL');
		const anchor = assignmentOf(context, 'SOURCE_MIRROR_URL');
		if (!mirror?.value || !anchor) return;
		const words = splitWords(mirror.value.replaceAll('\\n', ' '));
		if (words.length === 1 && !/PATH|;/.test(mirror.value)) return;
		const url = plainUrl(words);
		const isPairs = words.length > 1;
		yield {
			file: anchor.file.path,
			span: valueSpan(anchor),
			line: anchor.line,
			message: sentences(
				isPairs
					? l10n.t('SOURCE_MIRROR_URL is one plain URL, not a list of pairs as in SSTATE_MIRRORS.')
					: l10n.t('SOURCE_MIRROR_URL is one plain URL, not a URL with PATH or parameters.'),
				l10n.t(
					'The own-mirrors class puts it behind its own patterns, so with this value no download comes from the mirror.',
				),
				url && l10n.t`It should be ${url}.`,
			),
			...(url && anchor.assignment
				? {
						fixes: [
							{
								title: l10n.t`Change to ${url}`,
								edits: [{ span: anchor.assignment.valueSpan, newText: url }],
								preferred: true,
							},
						],
					}
				: {}),
		};
	},
};

/** The URL that the first pair leads to, without what the fetcher would put in, or undefined when it is unclear. */
function plainUrl(words: readonly string[]): string | undefined {
	if (words.length > 2) return undefined;
	const url = words
		.at(-1)!
		.replace(/;.*$/, '')
		.replace(/\/?PATH$/, '')
		.replace(/\/+$/, '');
	return /^[a-z0-9+.-]+:\/\/[^\s;]+$/i.test(url) && !/PATH|\.\*/.test(url) ? url : undefined;
}
