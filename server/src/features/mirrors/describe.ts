import * as l10n from '@vscode/l10n';
import { decodeMirrorMember, withoutPassword } from '../../yocto/mirrors';
import type { Release } from '../../yocto/releases';
import { inlineCode } from '../markdown';
import {
	mapThrough,
	SAMPLE_DOWNLOADS,
	type Sample,
	sampleObject,
	TOKENS,
	type Token,
	tokenValue,
} from './mapping';
import type { WrittenMember } from './members';

/** What each token of a replacement becomes. */
export const TOKEN_TEXTS: Readonly<Record<Token, string>> = {
	TYPE: l10n.t('the scheme of the URL that BitBake looks for'),
	HOST: l10n.t('the host of the URL that BitBake looks for; empty for `file://`'),
	PATH: l10n.t('the whole path of the URL that BitBake looks for'),
	BASENAME: l10n.t('the last part of the path of the URL that BitBake looks for'),
	MIRRORNAME: l10n.t(
		'host and path of the URL that BitBake looks for, with dots in place of slashes',
	),
};

/** What the two members of a pair are, for hovers and signature help. */
export const ROLE_TEXTS: Readonly<Record<WrittenMember['role'], string>> = {
	pattern: l10n.t(
		'Which URLs the pair is for. Scheme, host and path are regular expressions of their own, each matched from its beginning; the scheme as a whole.',
	),
	replacement: l10n.t(
		'Where BitBake looks instead. `TYPE`, `HOST`, `PATH`, `BASENAME` and `MIRRORNAME` stand for parts of the URL that it looks for; `;name=value` sets a parameter.',
	),
};

/** Markdown about the part of a pair's member at an offset of its text. */
export function describeMember(
	variable: string,
	members: readonly WrittenMember[],
	member: WrittenMember,
	offset: number,
	release: Release,
): string {
	const pattern = members.find(({ pair, role }) => pair === member.pair && role === 'pattern');
	const replacement = members.find(
		({ pair, role }) => pair === member.pair && role === 'replacement',
	);
	const samples = variable === 'SSTATE_MIRRORS' ? [sampleObject(release)] : SAMPLE_DOWNLOADS;
	const count = Math.ceil(members.length / 2);
	const title =
		member.role === 'pattern'
			? l10n.t`**Pattern** of pair ${member.pair + 1} of ${count}`
			: l10n.t`**Replacement** of pair ${member.pair + 1} of ${count}`;
	// What the pair does comes first: in a narrow window the rest is below the fold.
	return [
		title,
		describePart(member, offset, samples[0]!),
		replacement
			? describeMapping(pattern!.expanded, replacement.expanded, samples)
			: l10n.t('⚠ No replacement follows, so BitBake cannot use this list.'),
		ROLE_TEXTS[member.role],
	]
		.filter((text) => text !== '')
		.join('\n\n');
}

/** Scheme, host, path, token or parameter under the cursor. */
function describePart({ text, role }: WrittenMember, offset: number, sample: Sample): string {
	const semicolon = text.indexOf(';');
	const inParameters = semicolon >= 0 && offset > semicolon;
	const scheme = text.indexOf('://');
	if (role === 'replacement') {
		const token = tokenAt(text, offset);
		// Login data are taken as they are.
		if (token && !isInLogin(text, offset)) {
			const value = tokenValue(token, sample);
			const meaning = `\`${token}\` — ${TOKEN_TEXTS[token]}`;
			return value === '' ? `${meaning}.` : l10n.t`${meaning}, here ${inlineCode(value)}.`;
		}
	}
	if (inParameters) {
		const start = text.lastIndexOf(';', offset - 1) + 1;
		const [parameter] = text.slice(start).split(';');
		if (parameter?.startsWith('downloadfilename=')) {
			return l10n.t`${inlineCode(parameter)} — the name under which BitBake saves what it fetched. With \`PATH\` an object keeps its two folders in SSTATE_DIR; without, it lands where nobody looks for it.`;
		}
		return role === 'pattern'
			? l10n.t`${inlineCode(parameter ?? '')} — a parameter of the URL that must be there and equal.`
			: l10n.t`${inlineCode(parameter ?? '')} — a parameter of the URL.`;
	}
	const found = decodeMirrorMember(text);
	if (!found || scheme < 0) return '';
	if (offset <= scheme) {
		return role === 'pattern'
			? l10n.t`${inlineCode(found.scheme)} — the scheme, as a regular expression that must match all of it.`
			: l10n.t`${inlineCode(found.scheme)} — the scheme that BitBake fetches with.`;
	}
	const host = text.indexOf('/', scheme + 3);
	if (found.host !== '' && (host < 0 || offset <= host)) {
		return role === 'pattern'
			? l10n.t`${inlineCode(found.host)} — the host, as a regular expression.`
			: l10n.t`${inlineCode(found.host)} — the host.`;
	}
	return role === 'pattern'
		? l10n.t`${inlineCode(found.path)} — the path, as a regular expression.`
		: l10n.t`${inlineCode(found.path)} — the path.`;
}

function tokenAt(text: string, offset: number): Token | undefined {
	for (const match of text.matchAll(new RegExp(TOKENS.join('|'), 'g'))) {
		if (match.index <= offset && offset <= match.index + match[0].length) return match[0] as Token;
	}
	return undefined;
}

function isInLogin(text: string, offset: number): boolean {
	const login = /^[^:]*:\/\/[^/;]+@/.exec(text);
	return login !== null && offset < login[0].length;
}

/** An example of what the pair does, where that can be said. */
function describeMapping(pattern: string, replacement: string, samples: readonly Sample[]): string {
	for (const sample of samples) {
		const mapped = mapThrough(sample, pattern, replacement);
		if (mapped.kind === 'unknown') return '';
		if (mapped.kind === 'mapped') {
			return [
				l10n.t('For example'),
				`\`\`\`text\n${sample.url}\n\`\`\``,
				l10n.t('is looked for at'),
				`\`\`\`text\n${withoutPassword(mapped.url)}\n\`\`\``,
			].join('\n');
		}
	}
	return samples.length === 1 ? l10n.t('⚠ It does not match an object of shared state.') : '';
}
