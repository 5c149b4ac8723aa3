import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { hashServerAddresses, webServers } from '../../../server/src/connect/probe/candidates';
import { findCache } from '../../../server/src/connect/probe/findCache';
import type { LoginFor } from '../../../server/src/connect/probe/login';
import { readTarget } from '../../../server/src/connect/probe/target';
import { parseAnonymousPermissions } from '../../../server/src/hashserv/auth';
import { findRelease } from '../../../server/src/yocto/releases';
import { sharedCacheBlock } from '../../../server/src/yocto/sharedCacheBlock';
import { startTestServer } from '../../support/hashserv';
import { startTestShare } from '../share/support';

const NOBODY: LoginFor = () => null;

const find = (text: string, loginFor: LoginFor = NOBODY) =>
	findCache(text, { loginFor, signal: new AbortController().signal, timeout: 2_000 });

/** What was found, without times. */
async function found(text: string, loginFor?: LoginFor): Promise<unknown[]> {
	const { services } = (await find(text, loginFor)) ?? { services: [] };
	return services.map(({ latencyMs, ...service }) => {
		expect(latencyMs).toBeGreaterThanOrEqual(0);
		return service;
	});
}

/** A web server on loopback, as a URL. */
async function startWeb(answer: RequestListener): Promise<string> {
	const server = createServer(answer);
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** One that has these folders and nothing else. */
const startFolders = (folders: Readonly<Record<string, number | string>>) =>
	startWeb(({ url = '' }, response) => {
		const answer = folders[url] ?? 404;
		response.statusCode = typeof answer === 'number' ? answer : 200;
		response.end(typeof answer === 'number' ? '' : answer);
	});

describe('what is asked', () => {
	it('is read from a host, an address or a URL', () => {
		expect(readTarget(' build1 ')).toEqual({ host: 'build1' });
		expect(readTarget('build1.lan:9000')).toEqual({ host: 'build1.lan', port: 9000 });
		expect(readTarget('::1')).toEqual({ host: '[::1]' });
		expect(readTarget('[::1]:9000')).toEqual({ host: '[::1]', port: 9000 });
		expect(readTarget('http://build1:9000/')).toEqual({ host: 'build1', port: 9000 });
		expect(readTarget('https://cache.lan/yocto/sstate/')).toEqual({
			host: 'cache.lan',
			url: 'https://cache.lan/yocto/sstate',
		});
		expect(readTarget('wss://cache.lan/ws')).toEqual({
			host: 'cache.lan',
			hashServer: 'wss://cache.lan/ws',
		});
		for (const bad of [
			'',
			'a b',
			'a:',
			'a:0',
			'a:70000',
			'ftp://a/',
			'http://',
			'unix:///x',
			'a/b',
		]) {
			expect(readTarget(bad), bad).toBeUndefined();
		}
	});

	it('is where caches are by convention, and where the user says', () => {
		const host = readTarget('build1')!;
		expect(hashServerAddresses(host)).toEqual(['build1:8686', 'wss://build1/ws', 'ws://build1/ws']);
		expect(webServers(host)).toEqual(['http://build1:8687', 'http://build1', 'https://build1']);
		const address = readTarget('build1:8686')!;
		expect(hashServerAddresses(address)[0]).toBe('build1:8686');
		expect(webServers(address)).toContain('http://build1:8687');
		expect(webServers(readTarget('https://cache.lan/a')!)).toEqual(['https://cache.lan']);
		expect(hashServerAddresses(readTarget('https://cache.lan/a')!)).toContain('cache.lan:8686');
	});
});

describe('a hash server', () => {
	it('is found once, with what anybody may do', async () => {
		const open = await startTestServer();
		expect(await found(open.address)).toEqual([
			{
				kind: 'hashServer',
				address: open.address,
				login: 'none',
				may: 'administer',
				isCertain: true,
			},
		]);
		const reader = await startTestServer({ anonymous: parseAnonymousPermissions('@read') });
		expect(await found(reader.address)).toContainEqual(
			expect.objectContaining({ address: reader.address, login: 'none', may: 'lookUp' }),
		);
	});

	it('is found when it wants a login, and tried with the one that is known', async () => {
		const server = await startTestServer({
			anonymous: parseAnonymousPermissions('@none'),
			admin: { username: 'root', password: 'secret' },
		});
		const at = (loginFor: LoginFor) => found(server.address, loginFor);
		const service = { kind: 'hashServer', address: server.address, isCertain: true };
		expect(await at(NOBODY)).toContainEqual({ ...service, login: 'needed' });
		expect(await at(() => ({ username: 'root', token: 'wrong' }))).toContainEqual({
			...service,
			login: 'refused',
		});
		expect(await at(() => ({ username: 'root', token: 'secret' }))).toContainEqual({
			...service,
			login: 'known',
			may: 'administer',
		});
	});
});

describe('the files', () => {
	it('are told by the beginning of a page that does not end', async () => {
		const address = await startWeb(({ url }, response) => {
			if (url !== '/') {
				response.statusCode = 404;
				response.end();
				return;
			}
			response.write('<a href="00/">00/</a>\n');
			const timer = setInterval(() => response.write('x'.repeat(64 * 1024)), 5);
			response.on('close', () => clearInterval(timer));
		});
		expect(await found(address)).toContainEqual({
			kind: 'sstate',
			address: `http://${address}`,
			login: 'none',
			isCertain: true,
		});
	});
	it('are found where a shared cache announces them, and its hash server with them', async () => {
		const server = await startTestServer();
		const share = await startTestShare({
			about: () =>
				sharedCacheBlock(
					{
						sstate: 'http://other-name:1/sstate',
						downloads: 'http://other-name:1/downloads',
						hashServer: server.address,
						signatureHandler: 'OEEquivHash',
					},
					findRelease('scarthgap')!,
				),
		});
		const address = `127.0.0.1:${share.port}`;
		expect((await find(address))?.signatureHandler).toBe('OEEquivHash');
		const services = [
			{ kind: 'hashServer', address: server.address, login: 'none', may: 'administer' },
			{ kind: 'sstate', address: `http://${address}/sstate`, login: 'none' },
			{ kind: 'downloads', address: `http://${address}/downloads`, login: 'none' },
		];
		expect(await found(address)).toEqual(services.map((each) => ({ ...each, isCertain: true })));
	});

	it('are found in folders that are listed, and in such as are not', async () => {
		const address = await startFolders({
			'/sstate/': '<a href="00/">00/</a>',
			'/downloads/': 403,
		});
		expect(await found(address)).toEqual([
			{ kind: 'sstate', address: `http://${address}/sstate`, login: 'none', isCertain: true },
			{ kind: 'downloads', address: `http://${address}/downloads`, login: 'none', isCertain: true },
		]);
		const whole = await startFolders({ '/': '<a href="universal/">universal/</a>' });
		expect(await found(whole)).toEqual([
			{ kind: 'sstate', address: `http://${whole}`, login: 'none', isCertain: true },
		]);
	});

	it('are not seen in servers that have a page for everything', async () => {
		expect(await found(await startWeb((_, response) => response.end('Welcome')))).toEqual([]);
		const forbidden = await startWeb((_, response) => {
			response.statusCode = 403;
			response.end();
		});
		expect(await found(forbidden)).toEqual([]);
	});

	it('are found behind a login', async () => {
		const address = await startWeb(({ headers, url = '' }, response) => {
			const isKnown = headers.authorization === `Basic ${btoa('ci:secret')}`;
			response.statusCode = isKnown ? (url === '/sstate/' ? 403 : 404) : 401;
			response.end();
		});
		expect(await found(address)).toContainEqual(
			expect.objectContaining({ kind: 'sstate', login: 'needed', isCertain: false }),
		);
		expect(await found(address, () => ({ username: 'ci', token: 'secret' }))).toEqual([
			{ kind: 'sstate', address: `http://${address}/sstate`, login: 'known', isCertain: true },
		]);
		expect(await found(address, () => ({ username: 'ci', token: 'wrong' }))).toContainEqual(
			expect.objectContaining({ kind: 'sstate', login: 'refused' }),
		);
	});

	it('are offered in a folder that the user names, even where nothing can be seen', async () => {
		const address = await startFolders({});
		expect(await found(`http://${address}/team/sources`)).toContainEqual({
			kind: 'downloads',
			address: `http://${address}/team/sources`,
			login: 'none',
			isCertain: false,
		});
	});

	it('are found through the proxy of the environment, wherever it sends on to', async () => {
		const asked: string[] = [];
		const proxy = await startWeb(({ url = '' }, response) => {
			asked.push(url);
			if (url === 'http://cache.invalid/team/sstate/') {
				response.writeHead(302, { location: '/moved/' }).end();
			} else if (url === 'http://cache.invalid/moved/') {
				response.end(
					Array.from(
						{ length: 256 },
						(_, n) => `<a href="${n.toString(16).padStart(2, '0')}/">`,
					).join(),
				);
			} else response.writeHead(404).end();
		});
		vi.stubEnv('http_proxy', proxy);
		onTestFinished(() => void vi.unstubAllEnvs());
		expect(await found('http://cache.invalid/team/sstate')).toContainEqual({
			kind: 'sstate',
			address: 'http://cache.invalid/team/sstate',
			login: 'none',
			isCertain: true,
		});
		expect(asked).toContain('http://cache.invalid/moved/');
	});
});

it('tells how far it is, and ends when it is cancelled', async () => {
	const silent = await startWeb(() => {});
	const progress: string[] = [];
	const cancel = new AbortController();
	const asked = findCache(silent, {
		loginFor: NOBODY,
		signal: cancel.signal,
		timeout: 60_000,
		onProgress: ({ done, total }) => progress.push(`${done}/${total}`),
	});
	await expect.poll(() => progress.length).toBeGreaterThan(0);
	cancel.abort();
	expect((await asked)?.services).toEqual([]);
	expect(progress.at(-1)).toBe('5/5');
});

it('finds nothing where nobody is, and knows what it asked', async () => {
	const address = await startWeb(() => {});
	const nobody = address.replace(/\d+$/, '1');
	expect(await find(nobody)).toEqual({
		host: nobody,
		services: [],
		asked: expect.arrayContaining([nobody, `http://${nobody}`]),
	});
	expect(await find('not a host')).toBeUndefined();
});
