import * as l10n from '@vscode/l10n';
import { decodeMirrorMember, withoutPassword } from '../yocto/mirrors';
import { mirrorEntries } from './mirrorMembers';
import type { Rule } from './rule';

/** Tokens and references to groups through which an object's own name gets into the URL. */
const NAME_IN_URL = /PATH|BASENAME|MIRRORNAME|\\/;

/** Without a token the fetcher puts the URL in place of the whole path. */
export const mirrorWithoutPathToken: Rule = {
	code: 'mirror-without-path-token',
	severity: 'warning',
	summary: 'A URL in SSTATE_MIRRORS says nowhere where the path of an object goes.',
	*check(context) {
		for (const { pair, urlPlace } of mirrorEntries(context, ['SSTATE_MIRRORS'])) {
			const pattern = decodeMirrorMember(pair.pattern);
			const url = decodeMirrorMember(pair.url);
			// A pattern for part of the path leaves the rest of it in place.
			if (pattern?.scheme !== 'file' || !pattern.path.endsWith('.*') || !url) continue;
			if (NAME_IN_URL.test(pair.url)) continue;
			const [location = ''] = pair.url.split(';');
			const repaired = `${location.replace(/\/+$/, '')}/PATH`;
			const parameters = pair.url.slice(location.length);
			const isHttp = /^https?$/.test(url.scheme);
			const suffix = parameters || (isHttp ? ';downloadfilename=PATH' : '');
			yield {
				file: urlPlace.file.path,
				span: urlPlace.span,
				line: urlPlace.line,
				message: l10n.t`"${withoutPassword(pair.url)}" holds no PATH, so BitBake asks for every object at this one address and finds none. Write PATH where the path of an object belongs: ${withoutPassword(repaired)}.`,
				...(urlPlace.isExact
					? {
							fixes: [
								{
									title: l10n.t`Change to ${withoutPassword(repaired)}${suffix}`,
									edits: [{ span: urlPlace.span, newText: repaired + suffix }],
									preferred: true,
								},
							],
						}
					: {}),
			};
		}
	},
};
