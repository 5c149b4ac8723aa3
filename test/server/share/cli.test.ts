/** `hashequiv share` as a process of its own. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { connectClient } from '../../../server/src/hashserv/client';
import { startHashServer } from '../../../server/src/hashserv/server';
import { openSqliteStore } from '../../../server/src/hashserv/store/sqlite';
import { parseAddress } from '../../../server/src/hashserv/transport/address';
import { bundleProduct, runNode, temporaryFolder } from '../../support/bundles';
import { hash, METHOD, quietAddress, reportOf } from '../../support/hashserv';
import { OBJECT } from './support';

let script: string;
beforeAll(async () => {
	script = join(await bundleProduct({ hashequiv: 'server/src/cli.ts' }), 'hashequiv.js');
});

const LOCAL_CONF = 'BB_HASHSERVE = "auto"\nBB_SIGNATURE_HANDLER = "OEEquivHash"\n';

function buildDirectory(localConf = LOCAL_CONF): string {
	return temporaryFolder({
		'conf/local.conf': localConf,
		[`sstate-cache/${OBJECT}`]: 'object',
		'downloads/a.tar.gz': 'archive',
	});
}

interface Sharing {
	readonly child: ChildProcess;
	readonly stdout: string;
	/** The value of a variable in the block. */
	block(name: string): string | undefined;
	/** Ends it as Ctrl+C does. */
	stop(): Promise<number | null>;
}

async function share(directory: string, ...args: string[]): Promise<Sharing> {
	const [files, hashserv] = [await quietAddress(), await quietAddress()];
	const where = args.includes('--bind') ? [] : ['--bind', files, '--hashserv-bind', hashserv];
	const child = spawn(
		process.execPath,
		[script, 'share', '--build-dir', directory, '--release', 'scarthgap', ...where, ...args],
		{ stdio: ['ignore', 'pipe', 'pipe'] },
	);
	onTestFinished(() => void child.kill('SIGKILL'));
	let stdout = '';
	let stderr = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		stderr += text;
	});
	await new Promise<void>((resolve, reject) => {
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			stdout += text;
			if (stdout.includes('# Shared cache of ')) resolve();
		});
		// When all that it said has come, too.
		child.once('close', () => reject(new Error(stderr)));
	});
	return {
		child,
		stdout,
		block: (name) => new RegExp(`^${name} \\+?= "(.*)"$`, 'm').exec(stdout)?.[1],
		stop: async () => {
			child.kill('SIGINT');
			const [code] = await once(child, 'exit');
			return code;
		},
	};
}

describe('hashequiv share', () => {
	it('serves what its block says, and ends cleanly', async () => {
		const directory = buildDirectory();
		const database = join(directory, 'cache/hashserv.db');
		await fill(database);
		const sharing = await share(directory);
		const [, url] = sharing.block('SSTATE_MIRRORS:prepend')!.trim().split(' ');
		const object = await fetch(url!.replace(/;.*/, '').replace('PATH', encodeURI(OBJECT)));
		expect(await object.text()).toBe('object');
		const archive = await fetch(`${sharing.block('SOURCE_MIRROR_URL')}/a.tar.gz`);
		expect(await archive.text()).toBe('archive');
		expect(await (await fetch(new URL('/', url))).text()).toContain('SSTATE_MIRRORS:prepend');

		const client = await connectClient(parseAddress(sharing.block('BB_HASHSERVE_UPSTREAM')!));
		const known = { method: METHOD, taskhash: hash('task one') };
		expect(await client.request('get', known)).toMatchObject({ unihash: hash('task one') });
		// A report is answered, but not stored.
		const report = reportOf('two', 'two');
		expect(await client.request('report', report)).toMatchObject({ unihash: report.unihash });
		expect(await client.request('get', { method: METHOD, taskhash: report.taskhash })).toBeNull();
		client.close();
		expect(await sharing.stop()).toBe(0);
		await expect(fetch(new URL('/', url))).rejects.toThrow();
	});

	it('says what is wrong, and shares nothing then', async () => {
		const run = (...args: string[]) => runNode(script, ['share', ...args], '/');
		const build = ['--build-dir', buildDirectory()];
		expect(await run()).toMatchObject({ code: 2, stderr: expect.stringContaining('--build-dir') });
		expect(await run('--build-dir', '/nowhere')).toMatchObject({ code: 2 });
		expect(await run(...build, '--bind', 'a:b:c')).toMatchObject({
			code: 2,
			stderr: expect.stringContaining('--bind a:b:c: expected HOST'),
		});
		const none = ['--no-sstate', '--no-downloads', '--no-hashserv'];
		expect(await run(...build, ...none)).toMatchObject({ code: 2 });
		const { child: _child, block } = await share(buildDirectory());
		const taken = new URL(block('SOURCE_MIRROR_URL')!).host;
		expect(await run(...build, '--bind', taken)).toMatchObject({
			code: 1,
			stderr: expect.stringMatching(/EADDRINUSE.*Choose another port/),
		});
	});

	it('takes the next free port when none was named', async () => {
		const first = await share(buildDirectory(), '--bind', '127.0.0.1');
		const second = await share(buildDirectory(), '--bind', '127.0.0.1');
		const urls = [first, second].map(({ block }) => block('SOURCE_MIRROR_URL'));
		expect(new Set(urls).size).toBe(2);
	});

	it('leaves out what is not wanted, and takes folders that are named', async () => {
		const other = temporaryFolder({ 'b.tar.gz': 'other' });
		const directory = buildDirectory();
		const { block } = await share(directory, '--no-sstate', '--no-hashserv', '--dl-dir', other);
		expect(block('SSTATE_MIRRORS:prepend')).toBeUndefined();
		expect(block('BB_HASHSERVE_UPSTREAM')).toBeUndefined();
		const url = block('SOURCE_MIRROR_URL');
		expect(await (await fetch(`${url}/b.tar.gz`)).text()).toBe('other');
		expect((await fetch(new URL(`/sstate/${OBJECT}`, url))).status).toBe(404);
	});

	it('gives clients the server that the build uses already, when they can reach it', async () => {
		const database = join(temporaryFolder(), 'hashserv.db');
		const running = await startHashServer({
			address: '127.0.0.1:0',
			store: openSqliteStore(database),
			log: () => {},
		});
		onTestFinished(() => running.close());
		const conf = `BB_HASHSERVE = "${running.address}"\n`;
		const { block, stdout } = await share(buildDirectory(conf));
		expect(block('BB_HASHSERVE_UPSTREAM')).toBe(running.address);
		expect(stdout).toContain('runs at');
	});

	it('shares no hash server that only this machine can reach with others', async () => {
		const directory = buildDirectory('BB_HASHSERVE = "127.0.0.1:9"\n');
		const port = (await quietAddress()).split(':')[1];
		const { block, stdout } = await share(directory, '--bind', `0.0.0.0:${port}`);
		expect(block('BB_HASHSERVE')).toBeUndefined();
		expect(stdout).toContain('name its database');
	});

	it('needs no hash server where there is no hash equivalence', async () => {
		const { block } = await share(buildDirectory('BB_SIGNATURE_HANDLER = "OEBasicHash"\n'));
		expect(block('BB_SIGNATURE_HANDLER')).toBe('OEBasicHash');
		expect(block('BB_HASHSERVE')).toBeUndefined();
	});

	it('saves the block, but not over something else', async () => {
		const folder = temporaryFolder({ 'mine.conf': 'PRECIOUS = "1"\n' });
		const file = join(folder, 'site.conf');
		const directory = buildDirectory();
		const sharing = await share(directory, '--save', file, '--name', 'build1');
		const saved = readFileSync(file, 'utf8');
		expect(sharing.stdout.endsWith(saved)).toBe(true);
		expect(saved).toContain('http://build1:');
		writeFileSync(file, saved.replace('build1', 'old'));
		await share(directory, '--save', file);
		expect(readFileSync(file, 'utf8')).toContain('127.0.0.1');
		await expect(share(directory, '--save', join(folder, 'mine.conf'))).rejects.toThrow(
			'holds something else',
		);
		expect(readFileSync(join(folder, 'mine.conf'), 'utf8')).toBe('PRECIOUS = "1"\n');
	});

	it('ends with the process that started it', async () => {
		const args = ['share', '--build-dir', buildDirectory(), '--bind', await quietAddress()];
		const child = fork(script, args, { silent: true });
		onTestFinished(() => void child.kill('SIGKILL'));
		const [message] = await once(child, 'message');
		expect(message).toMatchObject({ kind: 'running', info: { isLocal: true } });
		child.disconnect();
		const [code] = await once(child, 'exit');
		expect(code).toBe(0);
	});
});

async function fill(database: string): Promise<void> {
	mkdirSync(dirname(database), { recursive: true });
	const server = await startHashServer({
		address: '127.0.0.1:0',
		store: openSqliteStore(database),
		log: () => {},
	});
	const client = await connectClient(parseAddress(server.address));
	await client.request('report', reportOf('one', 'one'));
	client.close();
	await server.close();
}
