import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseAnonymousPermissions } from '../../../server/src/hashserv/auth';
import { openSqliteStore } from '../../../server/src/hashserv/store/sqlite';
import { findRelease } from '../../../server/src/yocto/releases';
import { hash, METHOD, reportOf, startTestServer, temporaryFolder } from '../../support/hashserv';
import { startProxy } from '../../support/proxy';
import {
	buildFolder,
	checkAlone,
	deadAddress,
	OBJECT,
	patientIn,
	startHttpProxy,
	startMirror,
	startSilence,
} from './support';

/** What a check says of a local.conf. */
const check = (id: string, local: string, files: Record<string, string> = {}) =>
	checkAlone(id, patientIn(buildFolder(local, files)));

describe('release', () => {
	it('is told with how it is known', async () => {
		expect(await check('release', '')).toMatchObject({
			status: 'ok',
			summary: expect.stringMatching(/5\.0 scarthgap.*LAYERSERIES_CORENAMES/),
		});
	});
	it('is assumed where nothing tells, and said to be', async () => {
		const folder = temporaryFolder();
		mkdirSync(join(folder, 'conf'));
		writeFileSync(join(folder, 'conf/local.conf'), '');
		expect(await checkAlone('release', patientIn(folder))).toMatchObject({ status: 'info' });
	});
	it('is a warning where a layer is missing', async () => {
		const result = await check('release', '', {
			'conf/bblayers.conf': 'BBPATH = "${TOPDIR}"\nBBLAYERS = "${TOPDIR}/meta /gone/meta-x"\n',
		});
		expect(result).toMatchObject({
			status: 'warning',
			summary: expect.stringContaining('/gone/meta-x'),
		});
	});
});

describe('settings', () => {
	it('are listed with their places', async () => {
		const { status, details } = await check('settings', '\nBB_HASHSERVE = "h:1"\n');
		expect(status).toBe('ok');
		expect(details).toContain('BB_HASHSERVE = "h:1" (conf/local.conf:2)');
		expect(details).toContain('PREMIRRORS is not set');
	});
	it('are named when only BitBake can tell them', async () => {
		const result = await check('settings', 'SSTATE_DIR = "${@d.getVar(\'X\').nonsense()}"\n');
		expect(result).toMatchObject({
			status: 'info',
			summary: expect.stringContaining('SSTATE_DIR'),
		});
	});
});

describe('findings', () => {
	it('are counted and led to', async () => {
		expect(await check('findings', '')).toMatchObject({ status: 'ok' });
		const result = await check('findings', 'A = "1"\nB = 2\n');
		expect(result).toMatchObject({
			status: 'problem',
			summary: '1 error',
			place: { line: 2, file: expect.stringMatching(/conf\/local\.conf$/) },
			details: [expect.stringMatching(/^conf\/local\.conf:2: error: .*\[unparsed-line\]$/)],
		});
	});
});

describe('signature handler', () => {
	it.each([
		['OEEquivHash', 'ok'],
		['OEBasicHash', 'warning'],
		['noop', 'problem'],
		['oeequivhash', 'problem'],
		['', 'problem'],
	])('"%s" is %s', async (name, status) => {
		const result = await check('signature-handler', `BB_SIGNATURE_HANDLER = "${name}"\n`);
		expect(result.status).toBe(status);
		expect(result.place?.line).toBe(1);
	});
	it('of a layer is left to the layer', async () => {
		const result = await check('signature-handler', 'BB_SIGNATURE_HANDLER = "Ours"\n', {
			'meta/lib/oe/sstatesig.py': 'class X:\n    name = "Ours"\n',
		});
		expect(result.status).toBe('info');
	});
});

describe('server', () => {
	it('answers, is BitBake’s own, or is missing', async () => {
		const { address } = await startTestServer();
		expect(await check('server', `BB_HASHSERVE = "${address}"\n`)).toMatchObject({
			status: 'ok',
			summary: expect.stringContaining('protocol 1.1'),
		});
		expect(await check('server', 'BB_HASHSERVE = "auto"\n')).toMatchObject({ status: 'ok' });
		expect(await check('server', 'BB_HASHSERVE = ""\n')).toMatchObject({
			status: 'problem',
			meaning: expect.stringContaining('requires BB_HASHSERVE'),
		});
		expect(await check('server', `BB_HASHSERVE = "${await deadAddress()}"\n`)).toMatchObject({
			status: 'problem',
			summary: expect.stringContaining('refused'),
			place: { line: 1 },
		});
		expect(await check('server', 'BB_HASHSERVE = "nonsense"\n')).toMatchObject({
			status: 'problem',
			summary: expect.stringContaining('no port'),
		});
	});
	it('is not asked for where hash equivalence is off', async () => {
		const address = await deadAddress();
		const local = `BB_SIGNATURE_HANDLER = "OEBasicHash"\nBB_HASHSERVE = "${address}"\n`;
		for (const id of ['server', 'permissions', 'round-trip', 'same-answers']) {
			expect(await check(id, local)).toMatchObject({ status: 'skipped' });
		}
	});
});

describe('upstream', () => {
	const local = (address: string) =>
		`BB_HASHSERVE = "auto"\nBB_HASHSERVE_UPSTREAM = "${address}"\n`;
	it('answers or does not', async () => {
		const { address } = await startTestServer();
		expect(await check('upstream', local(address))).toMatchObject({ status: 'ok' });
		expect(await check('upstream', local(await deadAddress()))).toMatchObject({
			status: 'warning',
			place: { line: 2 },
		});
		expect(await check('upstream', '')).toMatchObject({ status: 'skipped' });
	});
	it('is worse than none before 5.0', async () => {
		const folder = buildFolder(local(await deadAddress()));
		const release = findRelease('kirkstone')!;
		expect(await checkAlone('upstream', patientIn(folder, { release }))).toMatchObject({
			status: 'problem',
		});
	});
});

describe('permissions', () => {
	const known = async (perms: string) => {
		const server = await startTestServer({
			anonymous: parseAnonymousPermissions(perms),
		});
		const folder = buildFolder(`BB_HASHSERVE = "${server.address}"\n`);
		// The task is known to the server and to the local database.
		const { method, taskhash, unihash } = reportOf('one', 'one');
		for (const file of [server.database, join(folder, 'sstate-cache/hashserv.db')]) {
			mkdirSync(join(file, '..'), { recursive: true });
			const store = openSqliteStore(file);
			await store.addUnihash(method, taskhash, unihash);
			await store.close();
		}
		return checkAlone('permissions', patientIn(folder));
	};
	it('are found out without changing anything', async () => {
		expect(await known('@read')).toMatchObject({
			status: 'ok',
			details: [expect.stringContaining('not stored')],
		});
		expect((await known('@read,@report')).summary).toContain('@report');
		expect((await known('@read,@report,@db-admin')).summary).toContain('@db-admin');
	});
	it('that are too few are a problem', async () => {
		expect(await known('@none')).toMatchObject({
			status: 'problem',
			summary: expect.stringContaining('Nobody may look hashes up'),
		});
	});
	it('are those of the user that the build logs in as', async () => {
		const server = await startTestServer({ anonymous: parseAnonymousPermissions('@none') });
		const wrong = `BB_HASHSERVE = "${server.address}"\nBB_HASHSERVE_USERNAME = "builder"\nBB_HASHSERVE_PASSWORD = "wrong-token"\n`;
		const result = await checkAlone('permissions', patientIn(buildFolder(wrong)));
		expect(result).toMatchObject({ status: 'problem', place: { line: 2 } });
		expect(JSON.stringify(result)).not.toContain('wrong-token');
	});
	it('are not known where nobody answers', async () => {
		const folder = buildFolder(`BB_HASHSERVE = "${await startSilence()}"\n`);
		const result = await checkAlone('permissions', patientIn(folder, { timeoutMs: 300 }));
		expect(result).toMatchObject({ status: 'skipped' });
	});
});

describe('round trip', () => {
	it('is measured, and slow when the server is far away', async () => {
		const { address } = await startTestServer();
		const { summary } = await check('round-trip', `BB_HASHSERVE = "${address}"\n`);
		expect(summary).toMatch(/: (under 1|\d+) ms$/);
		const far = await startProxy(address, 70);
		const slow = await checkAlone(
			'round-trip',
			patientIn(buildFolder(`BB_HASHSERVE = "${far.address}"\n`)),
		);
		expect(slow).toMatchObject({
			status: 'warning',
			meaning: expect.stringMatching(/\d{3} seconds/),
		});
	});
});

describe('same answers', () => {
	const compared = async (theirs: string | null) => {
		const server = await startTestServer();
		if (theirs !== null)
			await server.client().then((client) =>
				client.request('report-equiv', {
					method: METHOD,
					taskhash: hash('task one'),
					unihash: theirs,
				}),
			);
		const folder = buildFolder(`BB_HASHSERVE = "${server.address}"\n`);
		mkdirSync(join(folder, 'sstate-cache'));
		const store = openSqliteStore(join(folder, 'sstate-cache/hashserv.db'));
		await store.addUnihash(METHOD, hash('task one'), hash('ours'));
		await store.close();
		return checkAlone('same-answers', patientIn(folder));
	};
	it('are equal, different or unknown', async () => {
		expect(await compared(hash('ours'))).toMatchObject({ status: 'ok' });
		expect(await compared(hash('theirs'))).toMatchObject({
			status: 'warning',
			details: [expect.stringContaining(hash('task one'))],
		});
		expect(await compared(null)).toMatchObject({ status: 'info' });
	});
	it('need two sides', async () => {
		expect(await check('same-answers', '')).toMatchObject({ status: 'skipped' });
	});
});

describe('Python’s websockets', () => {
	/** A python3 that ends like this. */
	const python = (script: string) => {
		const folder = temporaryFolder();
		writeFileSync(join(folder, 'python3'), `#!/bin/sh\n${script}\n`);
		chmodSync(join(folder, 'python3'), 0o755);
		return { PATH: `${folder}:/usr/bin:/bin`, HOME: '/nonexistent' };
	};
	const LOCAL = 'BB_HASHSERVE = "ws://127.0.0.1:9/ws"\n';
	const run = (script: string, local = LOCAL, timeoutMs = 20_000) =>
		checkAlone(
			'python-websockets',
			patientIn(buildFolder(local), { env: python(script), timeoutMs }),
		);

	it('are needed only for ws:// and wss://', async () => {
		expect(await run('exit 1', 'BB_HASHSERVE = "h:1"\n')).toMatchObject({ status: 'skipped' });
	});
	it('are told with their version', async () => {
		expect(await run('echo 12.0')).toMatchObject({
			status: 'ok',
			summary: expect.stringContaining('12.0'),
		});
	});
	it('that are missing stop the build', async () => {
		const missing = 'echo "ModuleNotFoundError: No module named websockets" >&2; exit 1';
		expect(await run(missing)).toMatchObject({ status: 'problem', place: { line: 1 } });
		expect(
			await run(missing, 'BB_HASHSERVE = "auto"\nBB_HASHSERVE_UPSTREAM = "wss://127.0.0.1:9/ws"\n'),
		).toMatchObject({ status: 'warning' });
	});
	it('are not waited for for ever, and a Python that is ill is no verdict on them', async () => {
		expect(await run('sleep 30', LOCAL, 500)).toMatchObject({ status: 'skipped' });
		expect(await run('echo broken >&2; exit 3')).toMatchObject({
			status: 'skipped',
			summary: expect.stringContaining('broken'),
		});
	});
});

describe('shared state mirrors', () => {
	const local = (url: string) => `SSTATE_MIRRORS = "file://.* ${url}/PATH;downloadfilename=PATH"\n`;
	const fetched = { [`sstate-cache/${OBJECT}`]: '', [`sstate-cache/${OBJECT}.done`]: '' };

	it('hold what was fetched from them', async () => {
		const mirror = await startMirror([`/all/${OBJECT}`]);
		expect(await check('sstate-mirror', local(`${mirror.url}/all`), fetched)).toMatchObject({
			status: 'ok',
			details: [expect.stringContaining('holds 1 of 1 object')],
		});
		expect(mirror.requests).toEqual([
			{ method: 'HEAD', path: `/all/${OBJECT}`, authorization: undefined },
		]);
	});
	it('are asked for the objects of a build host of their own folder, too', async () => {
		const path = `universal/${OBJECT}`;
		const mirror = await startMirror([`/${path}`]);
		const files = { [`sstate-cache/${path}`]: '', 'sstate-cache/00/11/other': '' };
		expect(await check('sstate-mirror', local(mirror.url), files)).toMatchObject({ status: 'ok' });
	});
	it('that lack what once came from them are a warning; what was built here they need not have', async () => {
		const mirror = await startMirror([]);
		expect(await check('sstate-mirror', local(mirror.url), fetched)).toMatchObject({
			status: 'warning',
		});
		expect(
			await check('sstate-mirror', local(mirror.url), { [`sstate-cache/${OBJECT}`]: '' }),
		).toMatchObject({ status: 'info' });
	});
	it('are only looked at where no object is known', async () => {
		const mirror = await startMirror(['/']);
		expect(await check('sstate-mirror', local(mirror.url))).toMatchObject({
			status: 'ok',
			summary: expect.stringContaining('No name of an object is known'),
		});
	});
	it('that want a login get the one of the address or of .netrc', async () => {
		const mirror = await startMirror([`/${OBJECT}`]);
		await check('sstate-mirror', local(mirror.url.replace('//', '//me:s3cret-word@')), fetched);
		const login = () => ({ username: 'you', token: 'pass' });
		const patient = patientIn(buildFolder(local(mirror.url), fetched), { login });
		await checkAlone('sstate-mirror', patient);
		const sent = mirror.requests.map(({ authorization = '' }) =>
			Buffer.from(authorization.replace('Basic ', ''), 'base64').toString(),
		);
		expect(sent).toEqual(['me:s3cret-word', 'you:pass']);

		const closed = await startMirror([], { status: 401 });
		expect(await check('sstate-mirror', local(closed.url), fetched)).toMatchObject({
			status: 'problem',
			fix: expect.stringContaining('.netrc'),
		});
	});
	it('are asked for the page where they do not tell its head', async () => {
		const mirror = await startMirror([`/${OBJECT}`], { refusesHead: true });
		expect(await check('sstate-mirror', local(mirror.url), fetched)).toMatchObject({
			status: 'ok',
			details: [expect.stringContaining('holds 1 of 1 object')],
		});
	});
	it('in folders are looked at, too', async () => {
		const folder = temporaryFolder();
		mkdirSync(join(folder, 'ab/cd'), { recursive: true });
		writeFileSync(join(folder, OBJECT), '');
		const files = { [`sstate-cache/${OBJECT}`]: '' };
		const at = (path: string) =>
			check('sstate-mirror', `SSTATE_MIRRORS = "file://.* file://${path}/PATH"\n`, files);
		expect(await at(folder)).toMatchObject({ status: 'ok' });
		expect(await at('/nowhere/at/all')).toMatchObject({ status: 'problem' });
	});
	it('that are gone are a problem, unless another one works', async () => {
		const gone = `http://${await deadAddress()}`;
		const mirror = await startMirror([`/${OBJECT}`]);
		expect(await check('sstate-mirror', local(gone), fetched)).toMatchObject({
			status: 'problem',
			summary: '1 mirror of 1 cannot be reached.',
		});
		const both = `SSTATE_MIRRORS = "file://.* ${gone}/PATH file://.* ${mirror.url}/PATH"\n`;
		expect(await check('sstate-mirror', both, fetched)).toMatchObject({ status: 'warning' });
	});
	it('are asked through the proxy that BitBake would use, http and https', async () => {
		const proxy = await startHttpProxy();
		const env = {
			http_proxy: proxy.address,
			HTTPS_PROXY: `http://joe:pass%40word@${proxy.address}`,
		};
		const asked = (url: string, more = '') =>
			checkAlone('sstate-mirror', patientIn(buildFolder(local(url) + more, fetched), { env }));
		expect(await asked('http://mirror.invalid')).toMatchObject({
			status: 'ok',
			details: [expect.stringMatching(/holds 1 of 1 object, through the proxy 127\.0\.0\.1:\d+$/)],
		});
		expect(proxy.requests).toEqual([
			{
				method: 'HEAD',
				target: expect.stringContaining('http://mirror.invalid/ab/cd/'),
				login: '',
			},
		]);
		const behind = await asked('https://mirror.invalid');
		expect(behind).toMatchObject({ status: 'problem', fix: expect.stringContaining('no_proxy') });
		expect(JSON.stringify(behind)).toContain('the proxy answers with status 403');
		expect(proxy.requests.at(-1)).toEqual({
			method: 'CONNECT',
			target: 'mirror.invalid:443',
			login: 'joe:pass@word',
		});
		expect(JSON.stringify(behind)).not.toMatch(/joe|word/);
		// The configuration counts before the environment, and names hosts without a proxy.
		const mirror = await startMirror([`/${OBJECT}`]);
		expect(await asked(mirror.url, 'no_proxy = "127.0.0.1"\n')).toMatchObject({ status: 'ok' });
		expect(proxy.requests).toHaveLength(2);
	});
	it('in folders have nothing to do with a proxy', async () => {
		const folder = buildFolder('SSTATE_MIRRORS = "file://.* file:///nowhere/at/all/PATH"\n');
		const patient = patientIn(folder, { env: { http_proxy: 'http://proxy:3128' } });
		expect(await checkAlone('sstate-mirror', patient)).toMatchObject({ status: 'problem' });
	});
	it('that BB_NO_NETWORK or BB_ALLOWED_NETWORKS keep from builds are a problem', async () => {
		const mirror = await startMirror([`/${OBJECT}`]);
		const said = (more: string) => check('sstate-mirror', local(mirror.url) + more, fetched);
		expect(await said('BB_NO_NETWORK = "1"\n')).toMatchObject({
			status: 'problem',
			fix: expect.stringContaining('SSTATE_MIRROR_ALLOW_NETWORK = "1"'),
			place: { line: 2 },
		});
		for (const harmless of [
			'BB_NO_NETWORK = "0"\n',
			'BB_NO_NETWORK = "1"\nSSTATE_MIRROR_ALLOW_NETWORK = "1"\n',
			'BB_ALLOWED_NETWORKS = "*.example.com 127.0.0.1"\n',
		]) {
			expect([harmless, await said(harmless)]).toMatchObject([harmless, { status: 'ok' }]);
		}
		expect(await said('BB_ALLOWED_NETWORKS = "*.example.com"\n')).toMatchObject({
			status: 'problem',
			summary: expect.stringContaining('BB_ALLOWED_NETWORKS'),
		});
		expect(
			await check('download-mirror', 'BB_NO_NETWORK = "1"\nPREMIRRORS = "https?://.* http://h/"\n'),
		).toMatchObject({ status: 'skipped' });
	});
	it('whose folder shows nothing are not called right while no object is known', async () => {
		const mirror = await startMirror(['/sstate/']);
		const at = (path: string) => check('sstate-mirror', local(`${mirror.url}/${path}`));
		expect(await at('sstate')).toMatchObject({ status: 'ok' });
		expect(await at('sstate-cache')).toMatchObject({
			status: 'info',
			details: [expect.stringContaining('shows no such folder')],
		});
	});
	it('of other kinds cannot be asked', async () => {
		expect(
			await check('sstate-mirror', 'SSTATE_MIRRORS = "file://.* s3://b/PATH"\n'),
		).toMatchObject({ status: 'skipped' });
	});
});

describe('the shared state folder', () => {
	const chosen = (path: string) => check('sstate-dir', `SSTATE_DIR = "${path}"\n`);
	it('is there, or will be made', async () => {
		const folder = temporaryFolder();
		expect(await chosen(folder)).toMatchObject({ status: 'ok' });
		expect(await chosen(`${folder}/a/b`)).toMatchObject({ status: 'ok' });
		expect(await chosen('${UNKNOWN}')).toMatchObject({ status: 'skipped' });
	});
	it('is a problem where it cannot be written', async () => {
		const folder = temporaryFolder();
		writeFileSync(join(folder, 'file'), '');
		expect(await chosen(`${folder}/file`)).toMatchObject({
			status: 'problem',
			summary: expect.stringContaining('is no folder'),
			place: { line: 1 },
		});
		expect(await chosen(`${folder}/file/below`)).toMatchObject({ status: 'problem' });
	});
	const asUser = it.skipIf(process.getuid?.() === 0);
	asUser('is a problem where it is closed to this user, or a folder in it', async () => {
		const folder = temporaryFolder();
		mkdirSync(join(folder, 'ab'), { mode: 0o555 });
		expect(await chosen(folder)).toMatchObject({ status: 'problem', details: ['ab'] });
		for (const [path, words] of [
			[`${folder}/ab`, 'cannot write to'],
			[`${folder}/ab/cd`, 'cannot make it in'],
		] as const) {
			const summary = expect.stringContaining(words);
			expect(await chosen(path)).toMatchObject({ status: 'problem', summary });
		}
	});
	asUser('is not looked at by somebody who does not build there', async () => {
		const build = buildFolder('');
		chmodSync(build, 0o555);
		onTestFinished(() => chmodSync(build, 0o755));
		expect(await checkAlone('sstate-dir', patientIn(build))).toMatchObject({ status: 'skipped' });
	});
});

describe('download mirrors', () => {
	const files = { 'downloads/zlib.tar.gz': '', 'downloads/zlib.tar.gz.done': '' };
	it('are asked by the names of downloads', async () => {
		const mirror = await startMirror(['/dl/zlib.tar.gz']);
		const own = `INHERIT += "own-mirrors"\nSOURCE_MIRROR_URL = "${mirror.url}/dl"\n`;
		expect(await check('download-mirror', own, files)).toMatchObject({ status: 'ok' });
		const pre = `PREMIRRORS = "https?://.*/.* ${mirror.url}/dl/ git://.* ${mirror.url}/dl/"\n`;
		expect(await check('download-mirror', pre, files)).toMatchObject({ status: 'ok' });
	});
	it('for some hosts alone, as poky has them, are not everybody’s', async () => {
		const gone = `http://${await deadAddress()}/`;
		const some = `PREMIRRORS = "git://sourceware.org/git/glibc.git ${gone}"\n`;
		expect(await check('download-mirror', some)).toMatchObject({ status: 'skipped' });
	});
	it('that do nothing are said to', async () => {
		expect(await check('download-mirror', 'SOURCE_MIRROR_URL = "http://h/"\n')).toMatchObject({
			status: 'skipped',
			summary: expect.stringContaining('own-mirrors'),
		});
	});
});

describe('clock', () => {
	const skewed = async (seconds: number) => {
		const { url } = await startMirror([], { date: new Date(Date.now() - seconds * 1000) });
		return check('clock', `SSTATE_MIRRORS = "file://.* ${url}/PATH"\n`);
	};
	it('agrees, differs a little or is wrong', async () => {
		expect(await skewed(0)).toMatchObject({ status: 'ok' });
		expect(await skewed(90)).toMatchObject({
			status: 'info',
			details: [expect.stringContaining('ahead')],
		});
		expect(await skewed(-3 * 3600)).toMatchObject({
			status: 'warning',
			summary: expect.stringContaining('3 hours'),
			details: [expect.stringContaining('behind')],
		});
	});
	it('is compared with a hash server that speaks WebSocket', async () => {
		const { url } = await startMirror([], { date: new Date(Date.now() - 600_000) });
		const local = `BB_HASHSERVE = "${url.replace('http', 'ws')}/ws"\n`;
		expect(await check('clock', local)).toMatchObject({ status: 'warning' });
		expect(await check('clock', '')).toMatchObject({ status: 'skipped' });
	});
});

describe('database', () => {
	it('is undamaged, not there yet, or damaged', async () => {
		const folder = buildFolder('BB_HASHSERVE = "auto"\n');
		const look = () => checkAlone('database', patientIn(folder));
		expect(await look()).toMatchObject({ status: 'info' });
		mkdirSync(join(folder, 'cache'));
		const path = join(folder, 'cache/hashserv.db');
		const store = openSqliteStore(path);
		await store.addUnihash(METHOD, hash('t'), hash('u'));
		await store.close();
		expect(await look()).toMatchObject({
			status: 'ok',
			details: expect.arrayContaining([expect.stringMatching(/unihashes.*: 1 row$/)]),
		});
		writeFileSync(path, 'no database at all, but long enough to be looked at'.repeat(40));
		expect(await look()).toMatchObject({
			status: 'problem',
			fix: expect.stringContaining('backup'),
		});
	});
	it('of a server elsewhere is not looked for', async () => {
		expect(await check('database', 'BB_HASHSERVE = "h:1"\n')).toMatchObject({ status: 'skipped' });
	});
	it('has room on a local disk', async () => {
		const patient = patientIn(buildFolder(''));
		expect(await checkAlone('database-place', patient)).toMatchObject({
			summary: expect.stringMatching(/ (G|M)iB free/),
		});
		const onNfs = { ...patient, fileSystemType: () => 'nfs4' };
		expect(await checkAlone('database-place', onNfs)).toMatchObject({
			status: 'warning',
			summary: expect.stringContaining('nfs4'),
		});
		expect(await checkAlone('database', onNfs)).toMatchObject({ status: 'skipped' });
	});
});

describe('running BitBake', () => {
	it('is not there, or left something over', async () => {
		expect(await check('bitbake-server', '')).toMatchObject({ status: 'ok' });
		// The process of this number is long gone, or another program's.
		expect(await check('bitbake-server', '', { 'bitbake.lock': '999999999\n' })).toMatchObject({
			status: 'ok',
			summary: expect.stringContaining('left over'),
		});
		const folder = buildFolder('');
		await listenAt(join(folder, 'hashserve.sock'));
		expect(await checkAlone('bitbake-server', patientIn(folder))).toMatchObject({ status: 'info' });
	});
	it('is told with its process', async () => {
		const bitbake = spawn('sleep', ['60'], { argv0: 'bitbake-server', stdio: 'ignore' });
		onTestFinished(() => void bitbake.kill());
		await once(bitbake, 'spawn');
		const lock = `${bitbake.pid} 127.0.0.1:8200\n`;
		expect(await check('bitbake-server', '', { 'bitbake.lock': lock })).toMatchObject({
			status: 'info',
			summary: expect.stringContaining(`process ${bitbake.pid}`),
		});
	});
	it('with a server of its own is in the way of another one', async () => {
		const folder = buildFolder('BB_HASHSERVE = "127.0.0.1:9"\n');
		await startTestServer({ address: `unix://${folder}/hashserve.sock` });
		expect(await checkAlone('bitbake-server', patientIn(folder))).toMatchObject({
			status: 'warning',
			fix: expect.stringContaining('bitbake -m'),
		});
	});
});

describe('last builds', () => {
	const low =
		'Sstate summary: Wanted 900 Local 0 Mirrors 9 Missed 891 Current 0 (1% match, 0% complete)\n';
	const files = { 'tmp/log/cooker/qemuarm/20260101000000.log': low };
	it('are a warning when a mirror should have had more', async () => {
		const mirror = 'SSTATE_MIRRORS = "file://.* http://127.0.0.1:9/PATH"\n';
		expect(await check('last-build', mirror, files)).toMatchObject({
			status: 'warning',
			summary: expect.stringContaining('1 %'),
		});
		expect(await check('last-build', '', files)).toMatchObject({ status: 'ok' });
		expect(await check('last-build', '')).toMatchObject({ status: 'skipped' });
	});
});

/** A socket where somebody listens who is no hash server. */
async function listenAt(path: string): Promise<void> {
	const server = createServer((socket) => socket.end());
	await new Promise<void>((resolve) => server.listen(path, resolve));
	onTestFinished(() => void server.close());
}
