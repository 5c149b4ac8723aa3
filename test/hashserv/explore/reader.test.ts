import { expect, it, onTestFinished } from 'vitest';
import { createDatabaseReader } from '../../../server/src/hashserv/explore/reader';
import { hash, METHOD, reportOf, startTestServer } from '../../support/hashserv';
import { bundleReader } from '../../support/hashservBundle';

it('each question is answered from its own database, in whatever order they come', async () => {
	const databases = await Promise.all(
		['one', 'two', 'three'].map(async (task) => {
			const server = await startTestServer();
			await (await server.client()).request('report', reportOf(task, task));
			return { task, database: server.database };
		}),
	);
	const reader = createDatabaseReader(await bundleReader());
	onTestFinished(() => reader.close());
	const asked = [0, 1, 2, 1, 0, 2].map((index) => databases[index]!);
	const pages = await Promise.all(
		asked.map(({ task, database }) =>
			reader.ask(database, 'page', { method: METHOD, unihash: hash(`task ${task}`) }),
		),
	);
	expect(pages.map(({ rows }) => rows.map(({ taskhash }) => taskhash))).toEqual(
		asked.map(({ task }) => [hash(`task ${task}`)]),
	);
});
