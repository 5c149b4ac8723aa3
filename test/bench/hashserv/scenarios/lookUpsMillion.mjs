import { startLoad } from '../load.mjs';
import { ratios } from '../table.mjs';
import { inTurns } from '../turns.mjs';
import { CLIENTS, SMALL } from './lookUps.mjs';

/** Hashes that a big build asks for. */
const WORKING_SET = 20_000;

/** The same in a database of a million rows. @type {import('./index.mjs').Scenario} */
export const lookUpsMillion = {
	name: 'get-stream, 1 M rows',
	run: async ({ rounds, seconds, bigRows, databases, servers }) => {
		const [small, big] = [databases.filled(SMALL), databases.filled(bigRows)];
		const loads = {
			small: await startLoad('lookUps', { rows: SMALL, asked: SMALL }),
			set: await startLoad('lookUps', { rows: bigRows, asked: WORKING_SET }),
			all: await startLoad('lookUps', { rows: bigRows, asked: bigRows }),
		};
		// The working set has a server of its own: random look-ups would drive it out of the processor's caches.
		const [onSmall, onSet, ours, against] = [
			await servers.ours(small),
			await servers.ours(big),
			await servers.ours(big),
			await servers.against?.(big),
		];
		const fresh = ours.memory();
		const [warmUp] = await Promise.all([ours.warmedUp(), onSet.warmedUp(), onSmall.warmedUp()]);
		const warm = ours.memory();
		/**
		 * @param {keyof typeof loads} load
		 * @param {{ address: string }} server
		 */
		const turn = (load, { address }) => {
			return async () => (await loads[load].turn({ ...CLIENTS, address, seconds })).perSecond;
		};
		const values = await inTurns(rounds, {
			small: turn('small', onSmall),
			set: turn('set', onSet),
			all: turn('all', ours),
			...(against ? { against: turn('all', against) } : {}),
		});
		const memory = ours.memory();
		await Promise.all([onSmall, onSet, ours, against].map((each) => each?.stop()));
		await Promise.all(Object.values(loads).map((load) => load.stop()));
		return [
			{ what: `${WORKING_SET} of them`, values: values.set, unit: '/s' },
			{
				what: `of the look-ups in ${SMALL} rows`,
				values: ratios(values.set, values.small, 100),
				unit: '%',
				target: { atLeast: 80 },
			},
			{ what: 'any of them at random', values: values.all, unit: '/s' },
			...(values.against
				? [
						{
							what: 'any at random, times the other server',
							values: ratios(values.all, values.against),
							unit: '×',
							target: { atLeast: 5 },
						},
					]
				: []),
			{ what: 'until all are in memory', values: [warmUp], unit: 's' },
			{ what: 'memory at the start', values: [fresh], unit: 'MiB' },
			{ what: 'memory with all of them', values: [warm], unit: 'MiB' },
			{
				what: 'memory after the random ones',
				values: [memory],
				unit: 'MiB',
				target: { atMost: 320 },
			},
		];
	},
};
