import * as l10n from '@vscode/l10n';
import { decodeMirrorMember } from '../yocto/mirrors';
import { effective } from './effective';
import { MIRROR_VARIABLES, mirrorEntries, type Place, placeOfWord } from './mirrorMembers';
import type { Rule, RuleContext } from './rule';

/** A mirror in a folder that is not there, not mounted for instance, gives nothing and says nothing. */
export const mirrorDirectoryMissing: Rule = {
	code: 'mirror-directory-missing',
	severity: 'warning',
	summary: 'A file:// mirror is in a folder that does not exist on this machine.',
	*check(context) {
		if (!context.host) return;
		const seen = new Set<string>();
		for (const { variable, url, place } of urlsOf(context)) {
			const folder = folderOf(url);
			if (folder === undefined || seen.has(folder) || context.host.exists(folder)) continue;
			seen.add(folder);
			yield {
				file: place.file.path,
				span: place.span,
				line: place.line,
				message:
					variable === 'SSTATE_MIRRORS'
						? l10n.t`The folder ${folder} of this mirror in ${variable} does not exist on this machine. BitBake finds nothing there and builds what the mirror should give, without a message. Correct the path, or mount what belongs there.`
						: l10n.t`The folder ${folder} of this mirror in ${variable} does not exist on this machine. BitBake finds nothing there and downloads from elsewhere, without a message. Correct the path, or mount what belongs there.`,
			};
		}
	},
};

function* urlsOf(context: RuleContext): Iterable<{ variable: string; url: string; place: Place }> {
	for (const { variable, pair, urlPlace } of mirrorEntries(context, MIRROR_VARIABLES)) {
		yield { variable, url: pair.url, place: urlPlace };
	}
	const variable = 'SOURCE_MIRROR_URL';
	const url = effective(context, variable)?.value ?? '';
	const place = placeOfWord(context, variable, url);
	if (place && !/[\s$]/.test(url)) yield { variable, url, place };
}

/** The folder of a `file://` URL, up to the first token that the fetcher replaces. */
function folderOf(url: string): string | undefined {
	const { scheme, path = '' } = decodeMirrorMember(url) ?? {};
	if (scheme !== 'file' || !path.startsWith('/')) return undefined;
	const token = path.search(/PATH|BASENAME|MIRRORNAME|HOST|TYPE|\\/);
	const fixed = token < 0 ? path : path.slice(0, path.lastIndexOf('/', token));
	const folder = fixed.replace(/\/+$/, '');
	try {
		return folder === '' ? undefined : decodeURIComponent(folder);
	} catch {
		return undefined;
	}
}
