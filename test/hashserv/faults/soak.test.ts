/**
 * Everything at once for a while, in bounded memory. HASHSERV_SOAK_SECONDS
 * makes it longer than the few seconds that show gross leaks. They are seconds
 * of work: on a busy machine it takes longer to do as much.
 */
import { beforeAll, expect, it } from 'vitest';
import type { HashClient } from '../../../server/src/hashserv/client';
import { hash, METHOD, reportOf, temporaryFolder } from '../../support/hashserv';
import { bundleServe } from '../../support/hashservBundle';
import { startServe } from './process';

const SECONDS = Number(process.env.HASHSERV_SOAK_SECONDS ?? 2);
/** Mebibytes that the second half may add: the young heap is collected when it likes. */
const MAY_GROW = 60;

let script: string;
beforeAll(async () => {
	script = await bundleServe();
});

it.skipIf(process.platform !== 'linux')(
	`does not grow in ${SECONDS} seconds of load`,
	async () => {
		const server = await startServe(script, temporaryFolder());
		let reported = 0;
		async function repeat(act: (client: HashClient) => Promise<unknown>): Promise<void> {
			const client = await server.client();
			while (server.worked() < SECONDS) await act(client);
			client.close();
		}
		const anyTask = () => hash(`task ${Math.floor(Math.random() * reported)}`);
		const load = [
			repeat((client) =>
				Promise.all(
					Array.from({ length: 20 }, () => {
						const name = `${reported++}`;
						return client.request('report', {
							...reportOf(name, name),
							outhash_siginfo: name.repeat(99),
						});
					}),
				),
			),
			repeat(async (client) => {
				for (let request = 0; request < 50; request++) {
					await client.request('get', { method: METHOD, taskhash: anyTask(), all: true });
				}
			}),
			repeat(async () => {
				const client = await server.client();
				await client.request('get-stream', null);
				await Promise.all(Array.from({ length: 500 }, () => client.line(`${METHOD} ${anyTask()}`)));
				client.close();
			}),
			repeat(async (client) => {
				await client.request('remove', { where: { taskhash: anyTask() } });
				await client.request('get-db-usage', {});
			}),
		];
		await expect
			.poll(() => server.worked(), { timeout: (SECONDS + 60) * 1000 })
			.toBeGreaterThan(SECONDS / 2);
		const middle = server.memory();
		await Promise.all(load);
		expect(reported).toBeGreaterThan(500);
		expect(server.memory() - middle).toBeLessThan(MAY_GROW);
		expect(server.memory()).toBeLessThan(300);
		expect(server.errors()).toBe('');
		expect(await server.end('SIGTERM')).toBe(0);
	},
	(SECONDS + 60) * 2000,
);
