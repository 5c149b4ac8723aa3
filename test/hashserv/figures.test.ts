import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { connectClient } from '../../server/src/hashserv/client';
import { StoreError } from '../../server/src/hashserv/errors';
import { figuresOf } from '../../server/src/hashserv/figures';
import { startHashServer } from '../../server/src/hashserv/server';
import { openSqliteStore } from '../../server/src/hashserv/store/sqlite';
import { parseAddress } from '../../server/src/hashserv/transport/address';
import { reportOf, temporaryFolder } from '../support/hashserv';

it('tells that the database fails until it stores a report again', async () => {
	const store = openSqliteStore(join(temporaryFolder(), 'hashserv.db'));
	const stored = store.report.bind(store);
	let isFull = true;
	store.report = (report) => {
		if (isFull) throw new StoreError('full', 'Database x: the disk is full.');
		return stored(report);
	};
	const server = await startHashServer({ address: '127.0.0.1:0', store, log: () => {} });
	onTestFinished(() => server.close());
	const report = async (): Promise<unknown> => {
		const client = await connectClient(parseAddress(server.address));
		return client.request('report', reportOf('a', 'a')).finally(() => client.close());
	};
	const problem = async () => (await figuresOf(server, store)).databaseProblem;

	expect(await problem()).toBeUndefined();
	await expect(report()).rejects.toThrow();
	expect(await problem()).toBe('Database x: the disk is full.');
	isFull = false;
	await report();
	expect(await problem()).toBeUndefined();
});

it('tells what builds on other machines are given, where they can connect', async () => {
	const addressOf = async (address: string) => {
		const store = openSqliteStore(join(temporaryFolder(), 'hashserv.db'));
		const server = await startHashServer({ address, store, log: () => {} });
		onTestFinished(() => server.close());
		return { server, told: (await figuresOf(server, store)).networkAddress };
	};
	const open = await addressOf('0.0.0.0:0');
	expect(open.told).toBe(open.server.address.replace('127.0.0.1', hostname()));
	expect((await addressOf('127.0.0.1:0')).told).toBeUndefined();
});
