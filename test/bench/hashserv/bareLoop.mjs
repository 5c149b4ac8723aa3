/**
 * The floor under reports: the store's own statements on random reports, in
 * one process with nothing around them. A transaction holds as many reports as the
 * clients of the scenario can have in flight. Takes orders as a load process does.
 */
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import process from 'node:process';
import * as sqlite from 'node:sqlite';
import { METHOD } from './hashes.mjs';
import { takeOrders } from './play/player.mjs';

/** @type {{ store: string, database: string, batch: number }} */
const { store, database: file, batch } = JSON.parse(process.argv[2] ?? '');
const { openConnection, hashWriter } = createRequire(import.meta.url)(store);
const database = openConnection(sqlite, file, 1000);
const writer = hashWriter(database);
const [begin, commit] = ['BEGIN IMMEDIATE', 'COMMIT'].map((sql) => database.prepare(sql));
const NOTHING = { owner: null, PN: null, PV: null, PR: null, task: null, outhash_siginfo: null };

takeOrders(async ({ count }) => {
	let milliseconds = 0;
	for (let done = 0; done < count; done += batch) {
		const reports = Array.from({ length: batch }, () => {
			const text = randomBytes(96).toString('hex');
			return {
				...NOTHING,
				method: METHOD,
				taskhash: text.slice(0, 64),
				outhash: text.slice(64, 128),
				unihash: text.slice(128),
			};
		});
		const created = `${new Date().toISOString().slice(0, 23)}000+00:00`;
		const started = performance.now();
		begin.run();
		for (const report of reports) writer.report(report, created);
		commit.run();
		milliseconds += performance.now() - started;
	}
	return { perSecond: (Math.ceil(count / batch) * batch * 1000) / milliseconds };
});
