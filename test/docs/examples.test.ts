/** The files in docs/examples do what the pages say. */
import { spawn } from 'node:child_process';
import {
	chmodSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { readPlan } from '../../server/src/cli/serveOptions';
import { bundleProduct, type Run } from '../support/bundles';
import { hash, METHOD, reportOf, startTestServer, temporaryFolder } from '../support/hashserv';
import { pageNamed, ROOT } from './pages';

const EXAMPLES = join(ROOT, 'docs/examples');
const example = (name: string): string => readFileSync(join(EXAMPLES, name), 'utf8');

/** What `hashequiv serve` makes of flags and variables. */
function planOf(argv: readonly string[], env: NodeJS.ProcessEnv = {}) {
	const io = {
		stdout: () => {},
		stderr: () => {},
		env,
		terminal: { stdout: false, stderr: false },
	};
	return readPlan(argv, io);
}

describe('hashequiv.service', () => {
	const unit = example('hashequiv.service');
	const value = (name: string): string | undefined =>
		new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1];

	it('starts a server on its own state', () => {
		const [program, command, ...flags] = value('ExecStart')?.split(' ') ?? [];
		expect([program, command]).toEqual(['/usr/local/bin/hashequiv', 'serve']);
		expect(planOf(flags)).toMatchObject({
			address: ':8686',
			database: `%S/${value('StateDirectory')}/hashserv.db`,
		});
	});

	it('lets Node.js compile, and more clients in than the server takes', () => {
		expect(value('MemoryDenyWriteExecute')).toBeUndefined();
		expect(Number(value('LimitNOFILE'))).toBeGreaterThan(10_000);
	});
});

describe('hashequiv-backup.service', () => {
	const unit = example('hashequiv-backup.service');

	it('copies the database that the server’s unit has', () => {
		for (const line of ['User=hashequiv', 'DynamicUser=yes', 'StateDirectory=hashequiv']) {
			expect(unit).toContain(`\n${line}\n`);
			expect(example('hashequiv.service')).toContain(`\n${line}\n`);
		}
		expect(unit).toContain('$STATE_DIRECTORY/hashserv.db');
	});
});

describe('hashequiv-garbage.service', () => {
	const unit = example('hashequiv-garbage.service');

	it('runs the script on a folder that it may write to', () => {
		const [, folder] = /^ExecStart=\S+\/collect-garbage\.sh (\S+) \d+$/m.exec(unit) ?? [];
		expect(unit).toContain(`\nReadWritePaths=${folder}\n`);
		expect(example('hashequiv-garbage.timer')).toContain('[Timer]');
	});
});

describe('Containerfile', () => {
	it('keeps the database in its volume, at the port it exposes', () => {
		const text = example('Containerfile');
		const env = Object.fromEntries(
			Array.from(text.matchAll(/\b(HASHSERVER_\w+)=(\S+)/g), ([, name, value]) => [name, value]),
		);
		const [, volume] = /^VOLUME (.*)$/m.exec(text) ?? [];
		const [, port] = /^EXPOSE (.*)$/m.exec(text) ?? [];
		expect(planOf([], env)).toMatchObject({
			address: `:${port}`,
			database: `${volume}/hashserv.db`,
		});
		expect(text).toContain(`http://127.0.0.1:${port}/healthz`);
	});
});

describe('an installation without npm', () => {
	it('takes every file of the command line', () => {
		const files = readFileSync(join(ROOT, '.vscodeignore'), 'utf8').match(/dist\/hashequiv.*$/gm);
		expect(files).toContain('dist/hashequiv.js');
		const [copy = ''] = example('Containerfile').match(/^COPY .*$/m) ?? [];
		expect(copy.match(/dist\/\S+/g)).toEqual(files);
		const [unzip = ''] = pageNamed('docs/team-server.md').text.match(/^sudo unzip .*$/m) ?? [];
		expect(unzip.match(/dist\/\S+/g)).toEqual(files);
	});
});

describe('collect-garbage.sh', () => {
	let bin: string;
	beforeAll(async () => {
		bin = await bundleProduct({ hashequiv: 'server/src/cli.ts' });
		const program = join(bin, 'hashequiv');
		writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "$0.js" "$@"\n`);
		chmodSync(program, 0o755);
	});

	/** Not waited for in this thread, where the server is. */
	function collect(
		folder: string,
		address: string,
		{ days = [], tools = '' }: { days?: string[]; tools?: string } = {},
	): Promise<Run> {
		const env = {
			...process.env,
			PATH: [tools, bin, process.env.PATH].filter(Boolean).join(':'),
			HASHSERVER_ADDRESS: address,
		};
		const script = join(EXAMPLES, 'collect-garbage.sh');
		const child = spawn('sh', [script, folder, ...days], { env });
		let stdout = '';
		let stderr = '';
		child.stdout.on('data', (data) => {
			stdout += data;
		});
		child.stderr.on('data', (data) => {
			stderr += data;
		});
		return new Promise((done) => {
			child.on('close', (code) => done({ code: code ?? -1, stdout, stderr }));
		});
	}

	function cache(...names: string[]): string {
		const folder = join(temporaryFolder(), 'sstate');
		mkdirSync(join(folder, 'universal/aa'), { recursive: true });
		for (const name of names) writeFileSync(join(folder, 'universal/aa', name), '');
		return folder;
	}

	it('forgets what has no object, and nothing else', async () => {
		const server = await startTestServer();
		const client = await server.client();
		for (const name of ['new', 'old', 'noted', 'gone']) {
			await client.request('report', reportOf(name, name));
		}
		const prefix = 'sstate:busybox:core2-64-poky-linux:1.36.1:r0:core2-64';
		const folder = cache(
			`${prefix}:12:${hash('task new')}_package_write_rpm.tar.zst`,
			`${prefix}:3:${hash('task old')}_package.tgz`,
			`${prefix}:12:${hash('task noted')}_compile.tar.zst.siginfo`,
		);
		expect(await collect(folder, server.address)).toMatchObject({
			code: 0,
			stdout: expect.stringMatching(/^2 unihashes are in use\.\n(?:.*\n)*Removed 2 rows/),
		});
		const known = async (name: string): Promise<boolean> =>
			(await client.request('get', { method: METHOD, taskhash: hash(`task ${name}`) })) !== null;
		expect(await known('new')).toBe(true);
		expect(await known('old')).toBe(true);
		expect(await known('noted')).toBe(false);
		expect(await known('gone')).toBe(false);
	});

	it('keeps what is reported while it lists the cache', async () => {
		const server = await startTestServer();
		const client = await server.client();
		await client.request('report', reportOf('known', 'known'));
		const folder = cache(`sstate:a:x:1:r0:x:12:${hash('task known')}_package.tar.zst`);
		// A find that has listed everything, and does not end before somebody has reported.
		const tools = temporaryFolder();
		const listed = join(tools, 'listed');
		const program = `#!/bin/sh\nPATH=${process.env.PATH} find "$@"\ntouch ${listed}\nwhile [ -e ${listed} ]; do sleep 0.05; done\n`;
		writeFileSync(join(tools, 'find'), program, { mode: 0o755 });
		const collected = collect(folder, server.address, { tools });
		await vi.waitFor(() => expect(existsSync(listed)).toBe(true), { timeout: 20_000 });
		await client.request('report', reportOf('during', 'during'));
		rmSync(listed);
		expect((await collected).code).toBe(0);
		for (const name of ['known', 'during']) {
			const asked = { method: METHOD, taskhash: hash(`task ${name}`) };
			expect([name, await client.request('get', asked)]).not.toEqual([name, null]);
		}
	});

	it('deletes objects that nobody used, with what belongs to them, when it is told for how long', async () => {
		const server = await startTestServer();
		const object = (name: string) => `sstate:a:x:1:r0:x:12:${hash(`task ${name}`)}_package.tar.zst`;
		const names = ['new', 'old'].flatMap((name) => [object(name), `${object(name)}.siginfo`]);
		const folder = cache(...names, 'README');
		const files = join(folder, 'universal/aa');
		const long = new Date(Date.now() - 90 * 86_400_000);
		for (const name of [object('old'), `${object('new')}.siginfo`, 'README']) {
			utimesSync(join(files, name), long, long);
		}
		expect(await collect(folder, server.address, { days: ['60'] })).toMatchObject({
			code: 0,
			stdout: expect.stringContaining('1 objects were not used for 60 days'),
		});
		expect(readdirSync(files).sort()).toEqual(
			['README', object('new'), `${object('new')}.siginfo`].sort(),
		);
		for (const days of ['0', 'x', '-1']) {
			expect((await collect(folder, server.address, { days: [days] })).code).toBe(2);
		}
	});

	it('deletes nothing when there is no cache', async () => {
		const server = await startTestServer();
		const client = await server.client();
		await client.request('report', reportOf('a', 'a'));
		for (const folder of [cache(), cache('README'), '/nonexistent']) {
			expect((await collect(folder, server.address)).code).not.toBe(0);
		}
		expect(await client.request('get', { method: METHOD, taskhash: hash('task a') })).toMatchObject(
			{ unihash: hash('task a') },
		);
	});
});
