/** Two server processes on one file: what one commits, the other answers, although it remembers. */

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

it('each notices at once what the other reports, removes and sweeps', async () => {
	const folder = temporaryFolder();
	const one = await (await startServe(script, folder)).client();
	const other = await (await startServe(script, folder)).client();
	const look = await (await startServe(script, folder)).client();
	await look.request('get-stream', null);
	for (let round = 0; round < 30; round++) {
		const [writer, remover] = round % 2 === 0 ? [one, other] : [other, one];
		const taskhash = hash('task a');
		const get = { method: METHOD, taskhash };
		const unihash = hash(`unihash ${round}`);
		await writer.request('report', reportOf('a', `${round}`, unihash));
		for (const client of [one, other]) {
			expect(await client.request('get', get)).toMatchObject({ unihash });
		}
		expect(await look.line(`${METHOD} ${taskhash}`)).toBe(unihash);
		if (round % 3 === 0) {
			await remover.request('gc-mark', { mark: `${round}`, where: { unihash: 'none' } });
			await remover.request('gc-sweep', { mark: `${round}` });
			await remover.request('clean-unused', { max_age_seconds: 0 });
		} else {
			await remover.request('remove', { where: { taskhash } });
		}
		for (const client of [one, other]) expect(await client.request('get', get)).toBeNull();
		expect(await look.line(`${METHOD} ${taskhash}`)).toBe('');
	}
});

it('a lock held by another program makes reports wait, and look-ups go on', async () => {
	const folder = temporaryFolder();
	const server = await startServe(script, folder);
	const [writer, reader] = [await server.client(), await server.client()];
	await writer.request('report', reportOf('a', 'x'));
	const other = new DatabaseSync(join(folder, 'hashserv.db'));
	other.exec('BEGIN IMMEDIATE');
	let isAnswered = false;
	const report = writer.request('report', reportOf('b', 'y')).then((answer) => {
		isAnswered = true;
		return answer;
	});
	await reader.request('get-stream', null);
	for (let lookUp = 0; lookUp < 50; lookUp++) {
		expect(await reader.line(`${METHOD} ${hash('task a')}`)).toBe(hash('task a'));
	}
	expect(isAnswered).toBe(false);
	other.exec('COMMIT');
	other.close();
	expect(await report).toMatchObject({ unihash: hash('task b') });
});
