import * as l10n from '@vscode/l10n';
import type { Fix } from '../text/edit';
import { sentences } from '../text/sentences';
import {
	ALL_MIRROR_PROTOCOLS,
	decodeMirrorMember,
	mirrorProtocols,
	withoutPassword,
} from '../yocto/mirrors';
import { describeRelease } from '../yocto/releases';
import { type MirrorEntry, mirrorEntries, type Place } from './mirrorMembers';
import { faultOfPattern } from './mirrorPattern';
import type { Finding, Rule, RuleContext } from './rule';

/** Pairs that the fetcher passes over, or fails on, because of a scheme. */
export const mirrorBadScheme: Rule = {
	code: 'mirror-bad-scheme',
	severity: 'error',
	summary: 'A mirror’s pattern or URL has a scheme that this release cannot use.',
	*check(context) {
		for (const entry of mirrorEntries(context)) {
			yield* checkPattern(context, entry);
			yield* checkUrl(context, entry);
		}
	},
};

function* checkPattern(
	{ release }: RuleContext,
	{ variable, pair, patternPlace }: MirrorEntry,
): Iterable<Finding> {
	const { pattern } = pair;
	const fault = faultOfPattern(pattern, release);
	if (!fault) return;
	const scheme = pattern.replace(/:\/\/.*/s, '');
	const messages = {
		'no-scheme': l10n.t`"${pattern}" is no pattern of a URL: there is no :// in it. BitBake’s fetcher fails on it.`,
		'matches-nothing': l10n.t`No URL has a scheme that matches "${scheme}", so BitBake never uses the mirror behind this pattern.`,
		'other-release': l10n.t`${describeRelease(release)} has no fetcher for "${scheme}", so nothing matches this pattern; BitBake warns of an “Invalid protocol”. Remove the pair.`,
	};
	const isSstate = variable === 'SSTATE_MIRRORS';
	yield {
		...at(patternPlace),
		message: sentences(
			messages[fault],
			isSstate && l10n.t('Objects of shared state are matched by file://.*'),
		),
		...(fault === 'other-release' ? { severity: 'warning' as const } : {}),
		...(isSstate && patternPlace.isExact
			? { fixes: [replace(patternPlace, 'file://.*', true)] }
			: {}),
	};
}

function* checkUrl(
	{ release }: RuleContext,
	{ variable, pair, urlPlace }: MirrorEntry,
): Iterable<Finding> {
	const { url } = pair;
	const shown = withoutPassword(url);
	const scheme = decodeMirrorMember(url)?.scheme;
	if (scheme === undefined) {
		const isPath = url.startsWith('/');
		yield {
			...at(urlPlace),
			message: sentences(
				l10n.t`"${shown}" in ${variable} is no URL: there is no :// in it. BitBake fails on it with “The URL … is invalid and cannot be interpreted”.`,
				isPath && l10n.t`A folder is written file://${url}.`,
			),
			...(isPath && urlPlace.isExact ? { fixes: [replace(urlPlace, `file://${url}`, true)] } : {}),
		};
		return;
	}
	const allowed = mirrorProtocols(release);
	if (allowed.includes(scheme)) return;
	const lower = scheme.toLowerCase();
	const isUpperCase = allowed.includes(lower);
	const isOfOther = ALL_MIRROR_PROTOCOLS.includes(scheme);
	yield {
		...at(urlPlace),
		message: sentences(
			l10n.t`${describeRelease(release)} has no mirrors with "${scheme}://": BitBake warns of an “Invalid protocol in ${variable}” and gets nothing from "${shown}".`,
			isUpperCase && l10n.t('Schemes are written in lower case.'),
			!isUpperCase && !isOfOther && l10n.t('Usual are http, https and file.'),
		),
		...(isOfOther ? { severity: 'warning' as const } : {}),
		...(isUpperCase && urlPlace.isExact
			? { fixes: [replace(urlPlace, lower + url.slice(scheme.length), true)] }
			: {}),
	};
}

function at({ file, span, line }: Place): Pick<Finding, 'file' | 'span' | 'line'> {
	return { file: file.path, span, line };
}

function replace({ span }: Place, newText: string, preferred: boolean): Fix {
	return {
		title: l10n.t`Change to ${withoutPassword(newText)}`,
		edits: [{ span, newText }],
		preferred,
	};
}
