import { ratios } from '../table.mjs';
import { inTurns } from '../turns.mjs';

/** From the start of the process to the answer to a ping, with a database that is not there yet. @type {import('./index.mjs').Scenario} */
export const start = {
	name: 'start',
	run: async ({ rounds, databases, servers }) => {
		/** @param {import('../servers.mjs').StartServer} kind */
		const turn = (kind) => async () => {
			const server = await kind(await databases.absent());
			await server.stop();
			return server.startMs;
		};
		const values = await inTurns(rounds, {
			floor: turn(servers.floor),
			ours: turn(servers.ours),
			...(servers.against ? { against: turn(servers.against) } : {}),
		});
		return [
			{ what: 'to the first answer', values: values.ours, unit: 'ms' },
			{
				what: 'of the floor, which is Node.js and a socket',
				values: ratios(values.ours, values.floor, 100),
				unit: '%',
			},
			...(values.against
				? [
						{
							what: 'of the other server',
							values: ratios(values.ours, values.against, 100),
							unit: '%',
							target: { atMost: 50 },
						},
					]
				: []),
		];
	},
};
