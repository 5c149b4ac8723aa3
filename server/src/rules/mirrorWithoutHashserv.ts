import * as l10n from '@vscode/l10n';
import type { Fix } from '../text/edit';
import { DEFAULT_PORT, PUBLIC_SERVER } from '../yocto/address';
import { hostOfMirror, isPublicMirror, parseMirrors } from '../yocto/mirrors';
import { isFrom } from '../yocto/releases';
import { EQUIVALENCE_HANDLER } from '../yocto/signatureHandlers';
import { type Anchor, assignmentOf } from './anchor';
import { effective, fromWhere, originPlace } from './effective';
import type { Rule, RuleContext } from './rule';
import { START_SERVER, setVariable } from './setVariable';

/**
 * An sstate mirror while equivalences are kept on this machine alone. BitBake
 * warns of it from 3.4.4 on, but the trouble is as old as BB_HASHSERVE.
 */
export const mirrorWithoutHashserv: Rule = {
	code: 'mirror-without-hashserv',
	severity: 'warning',
	summary: 'An sstate mirror is used without the hash equivalence server that belongs to it.',
	*check(context) {
		// 2.7 names its server in another variable, and has none of its own.
		if (!isFrom(context.release, '3.0')) return;
		const mirrors = effective(context, 'SSTATE_MIRRORS');
		const server = effective(context, 'BB_HASHSERVE');
		const upstream = effective(context, 'BB_HASHSERVE_UPSTREAM');
		const handler = effective(context, 'BB_SIGNATURE_HANDLER');
		if (!mirrors?.value || !server || !handler) return;
		// An upstream that is not known to be empty may be set.
		if (!upstream ? context.data.get('BB_HASHSERVE_UPSTREAM') !== undefined : upstream.value !== '')
			return;
		if (server.value !== 'auto' && !server.value.startsWith('unix://')) return;
		if (handler.value !== EQUIVALENCE_HANDLER) return;

		const anchor = anchorFor(context);
		if (!anchor) return;
		// The mirror itself may be in a file that is not reported on.
		const isElsewhere = mirrors.origin && !context.files.has(mirrors.origin.file);
		const from = isElsewhere ? fromWhere(mirrors) : '';
		const related = [...(isElsewhere ? [mirrors] : []), server, handler]
			.map(originPlace)
			.filter((place) => place !== undefined);
		yield {
			file: anchor.file.path,
			span: anchor.span,
			line: anchor.line,
			message: l10n.t`This sstate mirror${from} is used with a hash equivalence server of this machine alone: BB_HASHSERVE is "${server.value}"${fromWhere(server)}, and there is no BB_HASHSERVE_UPSTREAM. The mirror’s objects are named by hashes that only its own server knows, so almost none will match and BitBake rebuilds instead. Name the server that belongs to the mirror.`,
			related,
			fixes: fixesFor(context, anchor, mirrors.value, server.value),
		};
	},
};

/** The mirror's own assignment; when a distro or layer sets the mirror, whatever of the subject the user wrote. */
function anchorFor(context: RuleContext): Anchor | undefined {
	for (const name of [
		'SSTATE_MIRRORS',
		'BB_HASHSERVE',
		'BB_SIGNATURE_HANDLER',
		'DISTRO',
		'MACHINE',
	]) {
		const anchor = assignmentOf(context, name);
		if (anchor) return anchor;
	}
	return undefined;
}

function fixesFor(context: RuleContext, anchor: Anchor, mirrors: string, server: string): Fix[] {
	const { release } = context;
	const urls = parseMirrors(mirrors).pairs.map(({ url }) => url);
	const hosts = [...new Set(urls.map(hostOfMirror).filter((host) => host !== undefined))];
	const isPublic = urls.some(isPublicMirror);
	const hasUpstream = server === 'auto' && isFrom(release, '3.3');
	const after = anchor.assignment?.span.end;
	const set = (title: string, name: string, value: string): Fix => ({
		title,
		edits: setVariable(context, anchor.file, name, value, after),
	});

	const fixes: Fix[] = [];
	if (isPublic && isFrom(release, '5.0')) {
		const name = hasUpstream ? 'BB_HASHSERVE_UPSTREAM' : 'BB_HASHSERVE';
		const title = l10n.t`Set ${name} to ${PUBLIC_SERVER} (the public server)`;
		fixes.push(set(title, name, PUBLIC_SERVER));
	}
	for (const host of hosts) {
		if (isPublic && urls.some((url) => hostOfMirror(url) === host && isPublicMirror(url))) continue;
		const address = `${host}:${DEFAULT_PORT}`;
		if (hasUpstream) {
			const title = l10n.t`Set BB_HASHSERVE_UPSTREAM to ${address} (ask the mirror’s host too)`;
			fixes.push(set(title, 'BB_HASHSERVE_UPSTREAM', address));
		}
		const title = l10n.t`Set BB_HASHSERVE to ${address} (ask the mirror’s host alone, and report to it)`;
		fixes.push(set(title, 'BB_HASHSERVE', address));
	}
	fixes.push(START_SERVER);
	const off = l10n.t('Set BB_SIGNATURE_HANDLER to OEBasicHash (no hash equivalence at all)');
	fixes.push(set(off, 'BB_SIGNATURE_HANDLER', 'OEBasicHash'));
	return fixes.map((fix, i) => (i === 0 ? { ...fix, preferred: true } : fix));
}
