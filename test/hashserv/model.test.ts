/**
 * Look-ups beside a plain map: whatever mixture of lines several clients send,
 * however it is cut on the way, while another program deletes and adds rows.
 */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../server/src/hashserv/store/sqlite';
import {
	HANDSHAKE,
	hash,
	METHOD,
	rawClient,
	startTestServer,
	temporaryFolder,
} from '../support/hashserv';

interface Row {
	readonly method: string;
	readonly taskhash: string;
	readonly unihash: string;
}

/** More methods than are remembered, hashes that are no SHA-256, and some that start alike. */
const ROWS: readonly Row[] = Array.from({ length: 400 }, (_, index) => {
	const usual = hash(`task ${index}`);
	const taskhashes = [
		usual,
		usual,
		usual.slice(0, 40),
		`${usual}0`,
		`deadbeef${usual.slice(8)}`,
		`~${usual.slice(1)}`,
	];
	return {
		method: index % 2 === 0 ? METHOD : `method${index % 90}${'x'.repeat(index % 7)}`,
		taskhash: taskhashes[index % taskhashes.length] as string,
		unihash: index % 11 === 0 ? `${index}` : hash(`unihash ${index}`),
	};
});
/** Rows that come and go, that stay, and that only an upstream has. */
const [VOLATILE, STABLE, ABOVE] = [ROWS.slice(0, 50), ROWS.slice(50, 250), ROWS.slice(250)];
const UNKNOWN = ROWS.map((row) => ({ ...row, taskhash: hash(`unknown ${row.taskhash}`) }));

const keyOf = ({ method, taskhash }: Omit<Row, 'unihash'>) => `${method} ${taskhash}`;

/** As BitBake writes a line, mostly. */
const form = fc.oneof(
	{ weight: 12, arbitrary: fc.constant((row: Row) => `${keyOf(row)}\n`) },
	...['\r\n', ' \n', '\t\n', ' \t\r\n'].map((end) =>
		fc.constant((row: Row) => `${keyOf(row)}${end}`),
	),
	...['  ', '\t'].map((blank) =>
		fc.constant((row: Row) => `${row.method}${blank}${row.taskhash}\n`),
	),
	fc.constant((row: Row) => ` ${keyOf(row)}\n`),
);
const row = fc.oneof(
	{ weight: 8, arbitrary: fc.constantFrom(...STABLE) },
	fc.constantFrom(...VOLATILE),
	fc.constantFrom(...ABOVE),
	fc.constantFrom(...UNKNOWN),
);
const asking = fc.record({
	lines: fc.array(fc.tuple(row, form), { size: 'large', maxLength: 400 }),
	cuts: fc.array(fc.integer({ min: 1, max: 9_000 }), { minLength: 1, maxLength: 20 }),
	/** Reads only when everything was sent. */
	isSlow: fc.boolean(),
});

async function filledServer(rows: readonly Row[], options: { address?: string; above?: string }) {
	const database = join(temporaryFolder(), 'hashserv.db');
	const store = openSqliteStore(database);
	await Promise.all(
		rows.map(({ method, taskhash, unihash }) => store.addUnihash(method, taskhash, unihash)),
	);
	const { address = '127.0.0.1:0', above } = options;
	const server = await startTestServer({
		...{ address, database, store, anyUnihash: true },
		...(above === undefined ? {} : { upstream: { address: above, timeout: 20_000 } }),
	});
	return server;
}

/** Sends lines in pieces, ends the stream, and gives all that was answered. */
async function ask(
	address: string,
	{ cuts, isSlow }: { cuts: readonly number[]; isSlow: boolean },
	lines: string,
): Promise<string> {
	const client = await rawClient(address);
	if (isSlow) client.socket.pause();
	const bytes = Buffer.from(`${HANDSHAKE}{"get-stream": null}\n${lines}END\n{"ping": {}}\n`);
	let sent = 0;
	for (let piece = 0; sent < bytes.length; piece++) {
		const length = cuts[piece % cuts.length] as number;
		client.send(bytes.subarray(sent, sent + length));
		sent += length;
		// Some pieces arrive together, others alone.
		if (piece % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
	}
	client.socket.end();
	client.socket.resume();
	return client.closed;
}

describe.each([
	['over TCP', () => '127.0.0.1:0', false],
	['on a Unix socket', () => `unix://${join(temporaryFolder(), 's')}`, false],
	['with an upstream', () => '127.0.0.1:0', true],
])('look-ups %s', (_, addressOf, hasUpstream) => {
	it('are answered as a map would, in their order', async () => {
		const above = hasUpstream ? await filledServer(ABOVE, {}) : undefined;
		const server = await filledServer([...VOLATILE, ...STABLE], {
			address: addressOf(),
			...(above === undefined ? {} : { above: above.address }),
		});
		const other = new DatabaseSync(server.database);
		onTestFinished(() => other.close());
		other.exec('PRAGMA busy_timeout = 5000');
		const remove = other.prepare('DELETE FROM unihashes_v3 WHERE method = ? AND taskhash = ?');
		const add = other.prepare(
			"INSERT INTO unihashes_v3 (method, taskhash, unihash, gc_mark) VALUES (?, ?, ?, '')",
		);
		const known = new Map(
			[...VOLATILE, ...STABLE, ...(hasUpstream ? ABOVE : [])].map((kept) => [
				keyOf(kept),
				kept.unihash,
			]),
		);
		await fc.assert(
			fc.asyncProperty(
				fc.array(asking, { minLength: 1, maxLength: 4 }),
				fc.constantFrom(...VOLATILE),
				async (askings, changed) => {
					const { method, taskhash, unihash } = changed;
					if (known.delete(keyOf(changed))) remove.run(method, taskhash);
					else {
						known.set(keyOf(changed), unihash);
						add.run(method, taskhash, unihash);
					}
					const answers = await Promise.all(
						askings.map((asked) =>
							ask(server.address, asked, asked.lines.map(([of, write]) => write(of)).join('')),
						),
					);
					for (const [index, { lines }] of askings.entries()) {
						const unihashes = lines.map(([of]) => `${known.get(keyOf(of)) ?? ''}\n`).join('');
						expect(answers[index]).toBe(`"ok"\n${unihashes}ok\n{"alive":true}\n`);
					}
				},
			),
			{ numRuns: 150, interruptAfterTimeLimit: 8_000 },
		);
	}, 30_000);
});

it.each([
	['over TCP', () => '127.0.0.1:0', 150_000],
	['on a Unix socket', () => `unix://${join(temporaryFolder(), 's')}`, 20_000],
])('answers %s that nobody takes yet are not those of others', async (_, addressOf, count) => {
	const server = await filledServer(STABLE, { address: addressOf() });
	const of = (index: number) => STABLE[index % 100] as Row;
	const indexes = Array.from({ length: count }, (_, index) => index);
	const slow = await rawClient(server.address);
	slow.socket.pause();
	slow.send(
		`${HANDSHAKE}{"get-stream": null}\n${indexes.map((index) => `${keyOf(of(index))}\n`).join('')}`,
	);
	const others = STABLE.slice(100);
	const lines = others.map((other) => `${keyOf(other)}\n`).join('');
	const answers = others.map(({ unihash }) => `${unihash}\n`).join('');
	for (let round = 0; round < 50; round++) {
		expect(await ask(server.address, { cuts: [lines.length], isSlow: false }, lines)).toBe(
			`"ok"\n${answers}ok\n{"alive":true}\n`,
		);
	}
	slow.socket.end();
	slow.socket.resume();
	const expected = indexes.map((index) => `${of(index).unihash}\n`).join('');
	// Compared as a whole first: a difference of megabytes takes minutes to print.
	expect((await slow.closed) === `"ok"\n${expected}`).toBe(true);
});
