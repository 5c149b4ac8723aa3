/** What the tests of the shared cache share: a server over folders of their own, and requests to it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
	type FileServer,
	type FileServerOptions,
	startFileServer,
} from '../../../server/src/share/fileServer';

/** What BitBake of scarthgap calls an object. */
export const OBJECT =
	'universal/ab/cd/sstate:zlib-native:x86_64-linux:1.3.1:r0:x86_64:11:abcd0123_populate_sysroot.tar.zst';

/** A version with a plus sign, as many recipes have it. */
export const PLUS =
	'12/34/sstate:bash:core2-64-poky-linux:5.2.21+git0+1a2b:r0:core2-64:11:1234_package.tar.zst';

export interface Answer {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

export interface TestShare extends FileServer {
	readonly folder: string;
	/** What was logged. */
	readonly logged: string[];
	write(path: string, content: string | Uint8Array): string;
	ask(path: string, options?: Asking): Promise<Answer>;
}

interface Asking {
	readonly method?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
}

/** A server over `sstate/` and `downloads/` of a folder that is gone after the test. */
export async function startTestShare(options: Partial<FileServerOptions> = {}): Promise<TestShare> {
	const folder = mkdtempSync(join(tmpdir(), 'hashequiv-share-'));
	const logged: string[] = [];
	const server = await startFileServer({
		host: '127.0.0.1',
		port: 0,
		folders: { sstate: join(folder, 'sstate'), downloads: join(folder, 'downloads') },
		list: false,
		about: () => 'about\n',
		log: (level, message) => logged.push(`${level}: ${message}`),
		...options,
	});
	onTestFinished(async () => {
		await server.close();
		rmSync(folder, { recursive: true, force: true });
	});
	return {
		...server,
		folder,
		logged,
		write: (path, content) => {
			const file = join(folder, path);
			mkdirSync(dirname(file), { recursive: true });
			writeFileSync(file, content);
			return file;
		},
		ask: (path, asking) => ask(server.port, path, asking),
	};
}

/** Sends a path exactly as it is: nothing resolves `..` or encodes anything. */
function ask(port: number, path: string, { method, headers, body }: Asking = {}): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const sent = request(
			{ host: '127.0.0.1', port, path, method: method ?? 'GET', headers, agent: false },
			(response) => {
				const parts: Buffer[] = [];
				response.on('data', (part: Buffer) => parts.push(part));
				response.on('error', reject);
				response.on('end', () =>
					resolve({
						status: response.statusCode ?? 0,
						headers: response.headers,
						body: Buffer.concat(parts).toString('latin1'),
					}),
				);
			},
		);
		sent.on('error', reject);
		sent.end(body);
	});
}
