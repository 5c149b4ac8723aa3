import { l10n } from 'vscode';
import type { StatusSnapshot } from '../../../server/src/shared/state';
import { roundTrip } from '../numbers';
import { figuresOf, figureText, problemOf, serverText } from './serverText';

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
	const words = l10n.t('Hash server: {0}', serverText(server));
	const problem = problemOf(server);
	return {
		text: `$(${problem === undefined ? ICONS[server.kind] : 'warning'}) ${words}`,
		accessibleLabel: l10n.t('{0}. Open the hash server menu.', words),
		tooltip: [...(problem === undefined ? [] : [problem]), ...tooltipOf(server)],
		...(problem !== undefined && { background: 'warning' }),
		// With a free address at hand one click mends it: a warning is enough.
		...(server.kind === 'failed' && {
			background: server.offer === undefined ? 'error' : 'warning',
		}),
	};
}

function tooltipOf(server: StatusSnapshot['server']): readonly string[] {
	switch (server.kind) {
		case 'stopped':
			return [l10n.t('The hash equivalence server of this window is stopped.')];
		case 'starting':
			return [l10n.t('The hash equivalence server is starting at {0}.', server.address)];
		case 'stopping':
			return [l10n.t('The hash equivalence server is stopping.')];
		case 'running':
			return [
				l10n.t('Hash equivalence server at {0}', server.address),
				...(server.stats === null ? [] : figuresOf(server.stats).map(figureText)),
				l10n.t('Database: {0}', server.database),
			];
		case 'attached':
			return [
				l10n.t(
					'Another hash equivalence server answers at {0} in {1}. Builds can use it; this window cannot stop it.',
					server.address,
					roundTrip(server.roundTripMs),
				),
			];
		case 'failed':
			return [server.message];
	}
}
