import { startLoad } from '../load.mjs';
import { ratios } from '../table.mjs';
import { inTurns } from '../turns.mjs';

export const CLIENTS = { clients: 8, inFlight: 100 };
export const SMALL = 10_000;

/** Look-ups of a build in a database of 10,000 rows. @type {import('./index.mjs').Scenario} */
export const lookUps = {
	name: 'get-stream',
	run: async ({ rounds, seconds, databases, servers }) => {
		const file = databases.filled(SMALL);
		const load = await startLoad('lookUps', { rows: SMALL, asked: SMALL });
		const floor = await servers.floor(file);
		const lineFloor = await servers.lineFloor(file);
		const ours = await servers.ours(file);
		const against = await servers.against?.(file);
		/** @param {string} address */
		const turn = (address, isFloor = false) => {
			return async () => (await load.turn({ ...CLIENTS, address, seconds, isFloor })).perSecond;
		};
		const values = await inTurns(rounds, {
			floor: turn(floor.address, true),
			lineFloor: turn(lineFloor.address, true),
			ours: turn(ours.address),
			...(against ? { against: turn(against.address) } : {}),
		});
		await Promise.all([load, floor, lineFloor, ours, against].map((each) => each?.stop()));
		return [
			{ what: 'look-ups', values: values.ours, unit: '/s' },
			{
				what: 'of a floor that reads its lines',
				values: ratios(values.ours, values.lineFloor, 100),
				unit: '%',
				target: { atLeast: 85 },
			},
			{
				what: 'of a floor that counts line ends',
				values: ratios(values.ours, values.floor, 100),
				unit: '%',
			},
			...(values.against
				? [
						{
							what: 'times the other server',
							values: ratios(values.ours, values.against),
							unit: '×',
							target: { atLeast: 10 },
						},
					]
				: []),
		];
	},
};
