import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, expect, it } from 'vitest';
import { hash, METHOD, reportOf, temporaryFolder } from '../../support/hashserv';
import { bundleServe } from '../../support/hashservBundle';
import { startServe } from './process';

let script: string;
beforeAll(async () => {
	script = await bundleServe();
});

it('loses nothing that was answered, however often it is killed', async () => {
	const folder = temporaryFolder();
	/** Unihashes by task, as they were answered. */
	const answered = new Map<string, string>();
	for (let round = 0; round < 6; round++) {
		const server = await startServe(script, folder);
		const clients = await Promise.all(Array.from({ length: 4 }, () => server.client()));
		// Each time a little later: in a commit, between two, after many.
		const enough = answered.size + 1 + round * 150;
		let killed: Promise<unknown> | null = null;
		let next = 0;
		await Promise.all(
			clients.map(async (client, index) => {
				while (killed === null) {
					const batch = Array.from({ length: 20 }, async () => {
						const task = `${round} ${index} ${next++}`;
						// Outputs come again, so that unihashes are shared across the crashes.
						const report = reportOf(task, `${next % 50}`);
						const { unihash } = (await client.request('report', report)) as { unihash: string };
						answered.set(task, unihash);
						if (answered.size >= enough) killed ??= server.end('SIGKILL');
					});
					await Promise.allSettled(batch);
				}
			}),
		);
		await killed;
	}
	expect(answered.size).toBeGreaterThan(1_000);

	const server = await startServe(script, folder);
	const client = await server.client();
	await client.request('get-stream', null);
	for (const [task, unihash] of answered) {
		expect(await client.line(`${METHOD} ${hash(`task ${task}`)}`)).toBe(unihash);
	}
	expect(await server.end('SIGTERM')).toBe(0);
	const database = new DatabaseSync(join(folder, 'hashserv.db'), { readOnly: true });
	expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
	database.close();
}, 60_000);
