import { isLoopback } from '../../../server/src/shared/loopback';
import type { EffectiveSetting } from '../../../server/src/shared/state';

/** The host that a build's settings name already: of its mirror, or of its hash server. Empty when there is none. */
export function suggestedHost(settings: readonly EffectiveSetting[]): string {
	const value = (name: string): string =>
		settings.find((setting) => setting.name === name && setting.isStatic)?.value ?? '';
	const ofMirror = /\bhttps?:\/\/(?:[^@/\s]*@)?(\[[^\]]*\]|[^:/;\s]+)/.exec(
		value('SSTATE_MIRRORS'),
	);
	const servers = `${value('BB_HASHSERVE_UPSTREAM')} ${value('BB_HASHSERVE')}`;
	const ofServer = /(?:^|\s)(?:wss?:\/\/)?(\[[^\]]*\]|[\w.-]+)[:/]/.exec(
		servers.replace(/unix:\S*/, ''),
	);
	const host = ofMirror?.[1] ?? ofServer?.[1] ?? '';
	return isLoopback(host) ? '' : host;
}
