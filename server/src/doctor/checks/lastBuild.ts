import * as l10n from '@vscode/l10n';
import { BuildLogs } from '../../insight/buildLogs';
import { hasMirror } from '../../insight/hasMirror';
import { cookerFolders } from '../../insight/places';
import type { MachineBuilds } from '../../shared/insight';
import { type Check, skipped } from '../check';

export const lastBuild: Check = {
	id: 'last-build',
	title: l10n.t('Last builds'),
	run: async ({ build }) => {
		const folders = cookerFolders(build);
		const machines = await new BuildLogs().read(folders, { count: 5, hasMirror: hasMirror(build) });
		const [newest] = machines;
		if (newest === undefined) {
			return skipped(l10n.t`There is no log of a build in ${folders.join(l10n.t(' or '))}.`);
		}
		const isLow = machines.some((machine) => machine.isLow);
		return {
			status: isLow ? 'warning' : 'ok',
			summary:
				newest.matchRate === null
					? l10n.t`The last build for ${newest.machine} had everything and looked for nothing.`
					: l10n.t`The last build for ${newest.machine} found ${newest.matchRate} % of what it looked for in shared state.`,
			details: machines.map(wordsOf),
			...(isLow
				? {
						meaning: l10n.t('Much was built that shared state should have had.'),
						fix: l10n.t(
							'See to the warnings above first: a server or a mirror that is not asked is the usual reason.',
						),
					}
				: {}),
		};
	},
};

function wordsOf({ machine, runs, matchRate, previousRate }: MachineBuilds): string {
	const [newest] = runs;
	const rate =
		matchRate === null
			? l10n.t('nothing looked for')
			: previousRate === null
				? l10n.t`${matchRate} % match`
				: l10n.t`${matchRate} % match, was ${previousRate} %`;
	return l10n.t`${machine}: ${rate}; ${newest?.missed ?? 0} of ${newest?.wanted ?? 0} missed in the newest of ${runs.length} builds`;
}
