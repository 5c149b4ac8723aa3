import { BuildLogs } from '../../insight/buildLogs';
import { cookerFolders } from '../../insight/cookerFolders';
import { hasMirror } from '../../insight/hasMirror';
import type { MachineBuilds } from '../../shared/insight';
import { type Check, skipped } from '../check';

export const lastBuild: Check = {
	id: 'last-build',
	title: 'Last builds',
	run: async ({ build }) => {
		const folders = cookerFolders(build);
		const machines = await new BuildLogs().read(folders, { count: 5, hasMirror: hasMirror(build) });
		const [newest] = machines;
		if (newest === undefined) {
			return skipped(`There is no log of a build in ${folders.join(' or ')}.`);
		}
		const isLow = machines.some((machine) => machine.isLow);
		return {
			status: isLow ? 'warning' : 'ok',
			summary:
				newest.matchRate === null
					? `The last build for ${newest.machine} had everything and looked for nothing.`
					: `The last build for ${newest.machine} found ${newest.matchRate} % of what it looked for in shared state.`,
			details: machines.map(wordsOf),
			...(isLow
				? {
						meaning: 'Much was built that shared state should have had.',
						fix: 'See to the warnings above first: a server or a mirror that is not asked is the usual reason.',
					}
				: {}),
		};
	},
};

function wordsOf({ machine, runs, matchRate, previousRate }: MachineBuilds): string {
	const [newest] = runs;
	const rate = matchRate === null ? 'nothing looked for' : `${matchRate} % match`;
	const before = previousRate === null ? '' : `, was ${previousRate} %`;
	return `${machine}: ${rate}${before}; ${newest?.missed} of ${newest?.wanted} missed in the newest of ${runs.length} builds`;
}
