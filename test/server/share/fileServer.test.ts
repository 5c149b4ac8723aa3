import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { OBJECT, PLUS, startTestShare } from './support';

const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

describe('the files of a shared cache', () => {
	it.each([OBJECT, PLUS])('are found by HEAD and sent by GET: %s', async (path) => {
		const share = await startTestShare();
		share.write(`sstate/${path}`, 'the object');
		for (const url of [`/sstate/${path}`, `/sstate/${encoded(path)}`]) {
			const get = await share.ask(url);
			expect(get).toMatchObject({ status: 200, body: 'the object' });
			const head = await share.ask(url, { method: 'HEAD' });
			expect(head).toMatchObject({ status: 200, body: '' });
			// What a HEAD says is what a GET will say.
			const { date: _date, ...headers } = get.headers;
			expect(head.headers).toMatchObject(headers);
			expect(headers['content-length']).toBe('10');
		}
		expect(share.figures).toMatchObject({ requests: 4, found: 4, missed: 0, bytes: 20 });
	});

	it('are misses where there is none, also while the folder does not exist yet', async () => {
		const share = await startTestShare();
		const head = () => share.ask(`/sstate/${OBJECT}`, { method: 'HEAD' });
		expect((await head()).status).toBe(404);
		share.write(`sstate/${OBJECT}`, 'now');
		expect((await head()).status).toBe(200);
		expect((await share.ask('/sstate/ab/')).status).toBe(404);
		expect((await share.ask('/elsewhere')).status).toBe(404);
		expect((await share.ask(`/sstate/${'a'.repeat(300)}/sstate:x.tar.zst`)).status).toBe(404);
		expect((await share.ask(`/sstate/${OBJECT}/sstate:x.tar.zst`)).status).toBe(404);
	});

	it('are sent in parts, and not at all when the client has them', async () => {
		const share = await startTestShare();
		share.write('downloads/a.tar.gz', '0123456789');
		const get = (headers: Record<string, string>, method = 'GET') =>
			share.ask('/downloads/a.tar.gz', { headers, method });
		const part = await get({ Range: 'bytes=4-' });
		expect(part).toMatchObject({ status: 206, body: '456789' });
		expect(part.headers['content-range']).toBe('bytes 4-9/10');
		expect(await get({ Range: 'bytes=2-3' })).toMatchObject({ status: 206, body: '23' });
		const beyond = await get({ Range: 'bytes=10-' });
		expect(beyond.status).toBe(416);
		expect(beyond.headers['content-range']).toBe('bytes */10');
		const { etag = '', 'last-modified': modified = '' } = part.headers;
		for (const method of ['GET', 'HEAD']) {
			expect((await get({ 'If-None-Match': etag }, method)).status).toBe(304);
			expect((await get({ 'If-Modified-Since': modified }, method)).status).toBe(304);
			expect((await get({ 'If-None-Match': 'W/"other"' }, method)).status).toBe(200);
		}
	});

	it('are whole when they are empty', async () => {
		const share = await startTestShare();
		share.write('downloads/empty', '');
		const { status, headers, body } = await share.ask('/downloads/empty');
		expect([status, headers['content-length'], body]).toEqual([200, '0', '']);
	});

	it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND'])(
		'cannot be changed: %s',
		async (method) => {
			const share = await startTestShare();
			share.write(`sstate/${OBJECT}`, 'kept');
			const answer = await share.ask(`/sstate/${OBJECT}`, { method, body: 'new' });
			expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
			expect((await share.ask(`/sstate/${OBJECT}`)).body).toBe('kept');
		},
	);

	it('are told about at the root', async () => {
		const share = await startTestShare();
		const { status, headers, body } = await share.ask('/');
		expect([status, body]).toEqual([200, 'about\n']);
		expect(headers['content-type']).toMatch(/^text\/plain/);
	});
});

describe('what lies outside of the shared folders', () => {
	it('is not reached by any path', async () => {
		const share = await startTestShare();
		share.write('secret', 'secret');
		share.write(`sstate/${OBJECT}`, 'x');
		for (const path of [
			'/sstate/../secret',
			'/sstate/..%2fsecret',
			'/sstate/%2e%2e/secret',
			'/sstate/ab/../../../secret',
			`/downloads/${join(share.folder, 'secret')}`,
			'/downloads/..\\secret',
			'/../secret',
		]) {
			const { status, body } = await share.ask(path);
			expect([400, 404]).toContain(status);
			expect(body).not.toContain('secret');
		}
	});

	it('is not reached through a link to a file or a folder', async () => {
		const share = await startTestShare();
		const secret = share.write('outside/sstate:secret.tar.zst', 'secret');
		const object = share.write(`sstate/${OBJECT}`, 'x');
		symlinkSync(secret, join(dirname(object), 'sstate:link.tar.zst'));
		symlinkSync(join(share.folder, 'outside'), join(share.folder, 'sstate/ef'));
		const folder = dirname(OBJECT);
		for (const method of ['HEAD', 'GET']) {
			for (const path of [`${folder}/sstate:link.tar.zst`, 'ef/sstate:secret.tar.zst']) {
				expect(await share.ask(`/sstate/${path}`, { method })).toMatchObject({ status: 404 });
			}
		}
		// Its owner hears of it, once for each file.
		expect(share.logged).toHaveLength(2);
		expect(share.logged[0]).toContain('leads to something that is not shared');
	});

	it('is not reached by a link that replaces a folder while it is served', async () => {
		const share = await startTestShare();
		const secret = share.write('outside/sstate:x.tar.zst', 'secret');
		share.write('sstate/ab/sstate:x.tar.zst', 'public');
		const get = () => share.ask('/sstate/ab/sstate:x.tar.zst');
		expect((await get()).body).toBe('public');
		rmSync(join(share.folder, 'sstate/ab'), { recursive: true });
		symlinkSync(dirname(secret), join(share.folder, 'sstate/ab'));
		expect((await get()).status).toBe(404);
		expect(share.logged).toEqual([expect.stringContaining('was replaced by a link')]);
	});

	it('does not forbid links inside of the folders and from one to the other', async () => {
		const share = await startTestShare();
		const object = share.write(`sstate/${OBJECT}`, 'linked');
		symlinkSync(object, join(share.folder, 'sstate/sstate:again.tar.zst'));
		symlinkSync('universal', join(share.folder, 'sstate/debian-12'));
		const archive = share.write('downloads/a.tar.gz', 'archive');
		symlinkSync(archive, join(share.folder, 'downloads/b.tar.gz'));
		symlinkSync(object, join(share.folder, 'downloads/copy.tar.zst'));
		const body = async (path: string) => (await share.ask(path)).body;
		expect(await body('/sstate/sstate:again.tar.zst')).toBe('linked');
		expect(await body(`/sstate/${OBJECT.replace('universal', 'debian-12')}`)).toBe('linked');
		expect(await body('/downloads/b.tar.gz')).toBe('archive');
		expect(await body('/downloads/copy.tar.zst')).toBe('linked');
	});

	it('cannot be had by a link to something that is withheld by its name', async () => {
		const share = await startTestShare();
		const database = share.write('sstate/hashserv.db', 'tokens');
		share.write('downloads/x', 'x');
		symlinkSync(database, join(share.folder, 'downloads/a.tar.gz'));
		expect((await share.ask('/downloads/a.tar.gz')).status).toBe(404);
	});

	it('is told apart by the whole name of a folder', async () => {
		const share = await startTestShare();
		const beside = share.write('sstate-private/sstate:x.tar.zst', 'secret');
		share.write(`sstate/${OBJECT}`, 'x');
		symlinkSync(beside, join(share.folder, 'sstate/sstate:x.tar.zst'));
		expect((await share.ask('/sstate/sstate:x.tar.zst')).status).toBe(404);
	});

	it('is not listed through a link', async () => {
		const share = await startTestShare({ list: true });
		share.write('private/secret.tar.gz', 'secret');
		share.write('downloads/own.tar.gz', 'x');
		symlinkSync(join(share.folder, 'private'), join(share.folder, 'downloads/link'));
		const { body } = await share.ask('/downloads/');
		expect(body).toContain('own.tar.gz');
		expect(body).not.toContain('link');
		expect((await share.ask('/downloads/link/')).status).toBe(404);
	});

	it('is not where a link led before', async () => {
		const share = await startTestShare();
		share.write('one/a.tar.gz', 'one');
		share.write('two/a.tar.gz', 'two');
		const link = join(share.folder, 'downloads');
		symlinkSync('one', link);
		expect((await share.ask('/downloads/a.tar.gz')).body).toBe('one');
		rmSync(link);
		symlinkSync('two', link);
		await expect.poll(async () => (await share.ask('/downloads/a.tar.gz')).body).toBe('two');
	});

	it('works when the shared folder is itself a link', async () => {
		const share = await startTestShare();
		share.write(`elsewhere/${OBJECT}`, 'moved');
		symlinkSync(join(share.folder, 'elsewhere'), join(share.folder, 'sstate'));
		expect((await share.ask(`/sstate/${OBJECT}`)).body).toBe('moved');
	});
});

it('the address of a mirror is there, and tells the lines for clients', async () => {
	const share = await startTestShare();
	const front = await share.ask('/');
	for (const path of ['/sstate', '/sstate/', '/downloads/']) {
		expect(await share.ask(path)).toMatchObject({ status: 200, body: front.body });
	}
});

describe('lists of folders', () => {
	it('are given only where that was chosen, and hold only what is served', async () => {
		const files = ['a&b.tar.gz', 'a&b.tar.gz.done', '.hidden', 'git2/x/config', 'npm2/c+d.tgz'];
		for (const list of [false, true]) {
			const share = await startTestShare({ list });
			for (const file of files) share.write(`downloads/${file}`, 'x');
			symlinkSync('/etc/passwd', join(share.folder, 'downloads/passwd'));
			const { body } = await share.ask('/downloads/');
			if (!list) {
				expect(body).not.toContain('b.tar.gz');
				expect((await share.ask('/downloads/npm2/')).status).toBe(404);
				continue;
			}
			const links = [...body.matchAll(/href="([^"]*)"/g)].map(([, link]) => link);
			expect(links).toEqual(['/downloads/a%26b.tar.gz', '/downloads/npm2/']);
			expect((await share.ask('/downloads/npm2')).body).toContain('/downloads/npm2/c%2Bd.tgz');
			expect((await share.ask('/downloads/git2/')).status).toBe(404);
		}
	});
});

describe('trouble', () => {
	// Nothing is unreadable for root.
	it.skipIf(process.getuid?.() === 0)('an unreadable file is a miss, and logged', async () => {
		const share = await startTestShare();
		chmodSync(share.write(`sstate/${OBJECT}`, 'x'), 0);
		for (const method of ['HEAD', 'GET']) {
			expect((await share.ask(`/sstate/${OBJECT}`, { method })).status).toBe(404);
		}
		expect(share.logged[0]).toContain('EACCES');
	});

	it('something else than a file is a miss, and logged', async () => {
		const share = await startTestShare();
		mkdirSync(join(share.folder, 'downloads'));
		symlinkSync('/dev/null', join(share.folder, 'downloads/null'));
		symlinkSync('loop', join(share.folder, 'downloads/loop'));
		symlinkSync('nowhere', join(share.folder, 'downloads/broken'));
		for (const name of ['null', 'loop', 'broken']) {
			expect((await share.ask(`/downloads/${name}`)).status).toBe(404);
		}
		expect(share.logged).toHaveLength(2);
	});

	it('a file that shrinks while it is sent breaks the connection', async () => {
		const share = await startTestShare();
		const file = share.write('downloads/big', Buffer.alloc(64 << 20));
		const client = await rawClient(share.port);
		client.socket.write('GET /downloads/big HTTP/1.1\r\nHost: x\r\n\r\n');
		await client.first;
		truncateSync(file, 32 << 20);
		client.socket.resume();
		await client.closed;
		expect(client.received()).toBeLessThan(64 << 20);
	});

	it('a file that is removed or replaced while it is sent arrives as it was', async () => {
		const share = await startTestShare();
		const size = 64 << 20;
		const file = share.write('downloads/big', Buffer.alloc(size, 1));
		const client = await rawClient(share.port);
		client.socket.write('GET /downloads/big HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
		await client.first;
		renameSync(share.write('downloads/new', 'new'), file);
		client.socket.resume();
		await client.closed;
		expect(client.received()).toBeGreaterThan(size);
		expect((await share.ask('/downloads/big')).body).toBe('new');
	});

	it('a client that takes nothing is let go, others are served meanwhile', async () => {
		const share = await startTestShare({ limits: { stalled: 2_000 } });
		share.write('downloads/big', Buffer.alloc(64 << 20));
		const client = await rawClient(share.port);
		client.socket.write('GET /downloads/big HTTP/1.1\r\nHost: x\r\n\r\n');
		await client.first;
		expect((await share.ask('/')).status).toBe(200);
		await expect.poll(() => share.connections()).toBe(0);
	});

	it('half a request is ended', async () => {
		const share = await startTestShare({ limits: { headers: 300 } });
		const client = await rawClient(share.port);
		client.socket.resume().write('GET /sstate/x HTTP/1.1\r\nHost:');
		await client.closed;
		expect(client.text()).toContain('408');
	});

	it('huge headers and what is no HTTP are refused', async () => {
		const share = await startTestShare();
		const huge = await rawClient(share.port);
		huge.socket.resume().write(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`);
		await huge.closed;
		expect(huge.text()).toContain('431');
		const other = await rawClient(share.port);
		other.socket.resume().write('OEHASHEQUIV 1.1\n\n');
		await other.closed;
		expect(other.text()).toContain('400');
		expect((await share.ask('/')).status).toBe(200);
	});

	it('connections beyond the limit are closed, and others can come when those have gone', async () => {
		const share = await startTestShare({ limits: { connections: 20 } });
		const clients = await Promise.all(Array.from({ length: 40 }, () => rawClient(share.port)));
		await expect.poll(() => share.connections()).toBe(20);
		for (const { socket } of clients) socket.destroy();
		await expect.poll(() => share.connections()).toBe(0);
		expect((await share.ask('/')).status).toBe(200);
	});

	it('closing lets a transfer end', async () => {
		const share = await startTestShare({ limits: { closing: 50_000 } });
		share.write('downloads/big', Buffer.alloc(64 << 20));
		const client = await rawClient(share.port);
		client.socket.write('GET /downloads/big HTTP/1.1\r\nHost: x\r\n\r\n');
		await client.first;
		const closed = share.close();
		client.socket.resume();
		await closed;
		await client.closed;
		expect(client.received()).toBeGreaterThan(64 << 20);
	});
});

interface RawClient {
	readonly socket: Socket;
	/** Resolves when something has come; nothing more is read until the socket is resumed. */
	readonly first: Promise<void>;
	readonly closed: Promise<void>;
	/** Bytes. */
	received(): number;
	/** The beginning of what came. */
	text(): string;
}

async function rawClient(port: number): Promise<RawClient> {
	const socket = connect(port, '127.0.0.1');
	onTestFinished(() => {
		socket.destroy();
	});
	let received = 0;
	let text = '';
	let arrived: () => void = () => {};
	const first = new Promise<void>((resolve) => {
		arrived = resolve;
	});
	socket.on('data', (data: Buffer) => {
		if (received === 0) {
			text = data.subarray(0, 1_000).toString('latin1');
			socket.pause();
			arrived();
			// Those who do not care how fast it comes have resumed it already.
			if (data.length < 1_000) socket.resume();
		}
		received += data.length;
	});
	socket.on('error', () => {});
	const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
	await new Promise((resolve) => socket.once('connect', resolve));
	return { socket, first, closed, received: () => received, text: () => text };
}
