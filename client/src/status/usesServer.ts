import type { BuildSnapshot } from '../../../server/src/shared/state';

/** True for a build that asks a hash server other than the one that BitBake starts for itself alone. */
export function usesServer({ settings }: BuildSnapshot): boolean {
	const value = (name: string): string =>
		settings.find((setting) => setting.name === name)?.value?.trim() ?? '';
	const server = value('BB_HASHSERVE');
	const isOwn = server === '' || server === 'auto' || server.startsWith('unix://');
	return !isOwn || (server === 'auto' && value('BB_HASHSERVE_UPSTREAM') !== '');
}
