import { startLoad } from '../load.mjs';
import { ratios } from '../table.mjs';
import { inTurns } from '../turns.mjs';
import { SMALL } from './lookUps.mjs';

/** Milliseconds to the upstream server and back. */
const ROUND_TRIP = 50;
/** What core-image-minimal asks for. */
const LOOK_UPS = 1_859;
/** As many as the other server is asked for: one round trip each, it would take a minute and a half for all. */
const FEW = 40;
/** A round is a start of each server, with nothing in its database. */
const ROUNDS = 3;

/** A build whose hashes only a server far away knows. @type {import('./index.mjs').Scenario} */
export const upstream = {
	name: 'upstream',
	run: async ({ databases, servers }) => {
		const load = await startLoad('once', { rows: SMALL });
		const far = await servers.ours(databases.filled(SMALL));
		const proxy = await servers.proxy(far.address, ROUND_TRIP / 2);
		/**
		 * @param {import('../servers.mjs').StartServer} kind
		 * @param {number} count
		 */
		const turn = (kind, count) => async () => {
			const server = await kind(await databases.absent(), ['-u', proxy.address]);
			const { perSecond } = await load.turn({ address: server.address, count });
			await server.stop();
			return perSecond;
		};
		const values = await inTurns(ROUNDS, {
			ours: turn(servers.ours, LOOK_UPS),
			...(servers.against ? { against: turn(servers.against, FEW) } : {}),
		});
		await Promise.all([load, proxy, far].map((each) => each.stop()));
		return [
			{
				what: `${LOOK_UPS} look-ups, upstream ${ROUND_TRIP} ms away`,
				values: values.ours.map((perSecond) => (1000 * LOOK_UPS) / perSecond),
				unit: 'ms',
			},
			...(values.against
				? [
						{
							what: 'times the other server',
							values: ratios(values.ours, values.against),
							unit: '×',
							target: { atLeast: 200 },
						},
					]
				: []),
		];
	},
};
