import { fstat, type ReadStream, type Stats } from 'node:fs';
import { readlink, realpath } from 'node:fs/promises';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { type SendOptions, send } from '@fastify/send';
import { foundError } from './folders';

/** Nothing is written where the file turns out missing or withheld. */
export type Sent = { readonly bytes: number } & (
	| { readonly kind: 'sent' | 'missing' }
	| { readonly kind: 'withheld'; readonly reason: string }
);

const OPTIONS: SendOptions = {
	// The path was resolved and judged before.
	dotfiles: 'allow',
	index: false,
	cacheControl: false,
	contentType: false,
	highWaterMark: 256 * 1024,
};

/** Objects are archives, whatever their names end in. */
const TYPE = 'application/octet-stream';

/** The headers that tell what a file is; the same as the library makes for a GET. */
export function fileHeaders({ size, mtime }: Stats): OutgoingHttpHeaders {
	return {
		'Accept-Ranges': 'bytes',
		'Last-Modified': mtime.toUTCString(),
		ETag: `W/"${size.toString(16)}-${mtime.getTime().toString(16)}"`,
		'Content-Type': TYPE,
		'Content-Length': size,
	};
}

/**
 * Answers a request with a file: whole, a range of it, or that it has not
 * changed. Sends what was announced or breaks the connection off: a build must
 * not take a part for the whole.
 * @param path without symbolic links
 */
export async function sendFile(
	request: IncomingMessage,
	response: ServerResponse,
	path: string,
): Promise<Sent> {
	const result = await send(request, encodeURIComponent(path), OPTIONS);
	const { statusCode, stream } = result;
	const headers: OutgoingHttpHeaders = result.headers;
	if (result.type !== 'file') {
		stream.destroy();
		if (statusCode !== 412 && statusCode !== 416) return { kind: 'missing', bytes: 0 };
		const range = headers['Content-Range'];
		response.writeHead(statusCode, range === undefined ? {} : { 'Content-Range': range }).end();
		return { kind: 'sent', bytes: 0 };
	}
	if (statusCode === 304 || request.method === 'HEAD') {
		stream.destroy();
		response.writeHead(statusCode, headers).end();
		return { kind: 'sent', bytes: 0 };
	}
	const file = stream as ReadStream;
	let now: Stats;
	try {
		const fd = await opened(file);
		now = await statsOf(fd);
		if ((await placeOf(fd, path)) !== path) {
			file.destroy();
			return { kind: 'withheld', reason: `${path} was replaced by a link`, bytes: 0 };
		}
	} catch (error) {
		const found = foundError(error);
		return found.kind === 'withheld' ? { ...found, bytes: 0 } : { kind: 'missing', bytes: 0 };
	}
	const { stat } = result.metadata;
	if (now.size !== stat.size || now.mtimeMs !== stat.mtimeMs) {
		// Another file since the headers were made. The client asks again.
		file.destroy();
		response.destroy();
		return { kind: 'sent', bytes: 0 };
	}
	const announced = Number(headers['Content-Length']);
	response.writeHead(statusCode, { ...headers, 'Content-Type': TYPE });
	if (announced === 0) {
		file.destroy();
		response.end();
		return { kind: 'sent', bytes: 0 };
	}
	try {
		await pipeline(file, response, { end: false });
	} catch {
		// The client has gone, or the disk has: either way there is nobody to tell.
		response.destroy();
	}
	// A file that shrank: only a broken connection tells the client.
	if (file.bytesRead === announced) response.end();
	else response.destroy();
	return { kind: 'sent', bytes: file.bytesRead };
}

const statsOf = promisify(fstat);

/**
 * Where an open file lies. What was judged is a path, and whoever may write to
 * the folders can put a link in its way before it is opened.
 */
async function placeOf(fd: number, path: string): Promise<string> {
	try {
		return (await readlink(`/proc/self/fd/${fd}`)).replace(/ \(deleted\)$/, '');
	} catch {
		// A system without /proc.
		return realpath(path);
	}
}

function opened(file: ReadStream): Promise<number> {
	return new Promise((resolve, reject) => {
		file.once('open', resolve);
		file.once('error', reject);
	});
}
