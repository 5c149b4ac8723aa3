import { startLoad } from '../load.mjs';
import { ratios } from '../table.mjs';
import { inTurns } from '../turns.mjs';
import { SMALL } from './lookUps.mjs';

const CLIENTS = { clients: 8, inFlight: 20 };
/** Reports of one turn: a number and not a time, so that all databases grow alike. */
const COUNT = 8_000;

/** Reports of outputs that are new. @type {import('./index.mjs').Scenario} */
export const reports = {
	name: 'report',
	run: async ({ rounds, databases, servers, bundles }) => {
		const load = await startLoad('reports', {});
		const bare = await startLoad('../bareLoop', {
			store: bundles.store,
			database: await databases.copyOf(SMALL),
			batch: CLIENTS.clients * CLIENTS.inFlight,
		});
		const ours = await servers.ours(await databases.copyOf(SMALL));
		const against = await servers.against?.(await databases.copyOf(SMALL));
		/** @param {string} address */
		const turn = (address) => {
			return async () => (await load.turn({ ...CLIENTS, address, count: COUNT })).perSecond;
		};
		const values = await inTurns(rounds, {
			bare: async () => (await bare.turn({ count: COUNT })).perSecond,
			ours: turn(ours.address),
			...(against ? { against: turn(against.address) } : {}),
		});
		await Promise.all([load, bare, ours, against].map((each) => each?.stop()));
		return [
			{ what: 'reports', values: values.ours, unit: '/s' },
			{
				what: 'of a bare loop of the same SQL',
				values: ratios(values.ours, values.bare, 100),
				unit: '%',
				target: { atLeast: 70 },
			},
			...(values.against
				? [
						{
							what: 'times the other server',
							values: ratios(values.ours, values.against),
							unit: '×',
							target: { atLeast: 3 },
						},
					]
				: []),
		];
	},
};
