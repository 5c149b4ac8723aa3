import type { StatusSnapshot } from '../../../server/src/shared/state';
import { figuresOf, milliseconds, serverText } from './serverText';

/** What the status bar item shows. */
interface StatusBarText {
	readonly text: string;
	readonly accessibleLabel: string;
	/** Plain paragraphs. */
	readonly tooltip: readonly string[];
	readonly background?: 'error' | 'warning';
}

const ICONS = {
	stopped: 'circle-slash',
	starting: 'loading~spin',
	running: 'database',
	attached: 'plug',
	stopping: 'loading~spin',
	failed: 'error',
} as const;

/** The status bar item's content, or nothing when this window has nothing to do with Yocto. */
export function statusBarText({ builds, server }: StatusSnapshot): StatusBarText | undefined {
	if (builds.length === 0 && server.kind === 'stopped') {
		return undefined;
	}
	const words = `Hash server: ${serverText(server)}`;
	return {
		text: `$(${ICONS[server.kind]}) ${words}`,
		accessibleLabel: `${words}. Open the hash server menu.`,
		tooltip: tooltipOf(server),
		// With a free address at hand one click mends it: a warning is enough.
		...(server.kind === 'failed' && {
			background: server.offer === undefined ? 'error' : 'warning',
		}),
	};
}

function tooltipOf(server: StatusSnapshot['server']): readonly string[] {
	switch (server.kind) {
		case 'stopped':
			return ['The hash equivalence server of this window is stopped.'];
		case 'starting':
			return [`The hash equivalence server is starting at ${server.address}.`];
		case 'stopping':
			return ['The hash equivalence server is stopping.'];
		case 'running':
			return [
				`Hash equivalence server at ${server.address}`,
				...(server.stats === null
					? []
					: figuresOf(server.stats).map(({ label, value }) => `${label}: ${value}`)),
				`Database: ${server.database}`,
			];
		case 'attached':
			return [
				`Another hash equivalence server answers at ${server.address} in ${milliseconds(server.roundTripMs)}. Builds can use it; this window cannot stop it.`,
			];
		case 'failed':
			return [server.message];
	}
}
