import * as l10n from '@vscode/l10n';
import { sentences } from '../text/sentences';
import { decodeMirrorMember } from '../yocto/mirrors';
import { isFrom } from '../yocto/releases';
import { assignmentOf, valueSpan } from './anchor';
import { effective } from './effective';
import { MIRROR_VARIABLES, mirrorEntries, type Place, placeOfWord } from './mirrorMembers';
import type { Finding, Rule, RuleContext } from './rule';

const PASSWORD = 'BB_HASHSERVE_PASSWORD';

/** Configuration files end up in version control and in logs. The password itself is never repeated here. */
export const plaintextPassword: Rule = {
	code: 'plaintext-password',
	severity: 'warning',
	summary: 'A password is written in a configuration file.',
	*check(context) {
		yield* ofServer(context);
		const seen = new Set<string>();
		for (const { variable, pair, urlPlace } of mirrorEntries(context, MIRROR_VARIABLES)) {
			const finding = ofUrl(variable, pair.url, urlPlace);
			if (!finding || seen.has(pair.url)) continue;
			seen.add(pair.url);
			yield finding;
		}
		const source = effective(context, 'SOURCE_MIRROR_URL')?.value ?? '';
		const place = placeOfWord(context, 'SOURCE_MIRROR_URL', source);
		const finding = place && ofUrl('SOURCE_MIRROR_URL', source, place);
		if (finding) yield finding;
	},
};

function* ofServer(context: RuleContext): Iterable<Finding> {
	const anchor = assignmentOf(context, PASSWORD);
	const written = anchor?.assignment?.value ?? '';
	if (!anchor || !effective(context, PASSWORD)?.value) return;
	if (written.trim() === '' || written.includes('${')) return;
	const server = effective(context, 'BB_HASHSERVE')?.value;
	const machine = !server || server === 'auto' ? 'ADDRESS' : server;
	const login = effective(context, 'BB_HASHSERVE_USERNAME')?.value || 'NAME';
	const advice = isFrom(context.release, '5.0')
		? l10n.t`Remove this line and BB_HASHSERVE_USERNAME, and put “machine ${machine} login ${login} password …” in ~/.netrc, where BitBake looks when they are not set.`
		: l10n.t('Remove this line: nothing reads it before Yocto 5.0.');
	yield {
		file: anchor.file.path,
		span: valueSpan(anchor),
		line: anchor.line,
		message: sentences(
			l10n.t`${PASSWORD} is written here in plain text: whoever can read this file, its version history or the output of bitbake -e has it.`,
			advice,
		),
	};
}

function ofUrl(variable: string, url: string, place: Place): Finding | undefined {
	const { host, user, password, parameters } = decodeMirrorMember(url) ?? {};
	if (!host || !(password || parameters?.get('pswd'))) return undefined;
	// A password from elsewhere, such as the environment, is not written here.
	if (!place.isExact) return undefined;
	const machine = host.replace(/:\d+$/, '');
	const login = user || parameters?.get('user') || 'NAME';
	return {
		file: place.file.path,
		span: place.span,
		line: place.line,
		message: l10n.t`A URL in ${variable} holds the password for ${machine} in plain text: whoever can read this file, its version history or BitBake’s logs has it. Put “machine ${machine} login ${login} password …” in ~/.netrc, where BitBake’s fetcher looks too.`,
	};
}
