import {
	createServer,
	type IncomingMessage,
	type OutgoingHttpHeaders,
	type Server,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FolderView, type SharedFolders, viewFolders } from './folders';
import { listing } from './listing';
import { isListed, isServed, type RootName } from './names';
import { parseRequestPath } from './requestPath';
import { fileHeaders, sendFile } from './sendFile';

export interface FileServerOptions {
	/** Empty for every interface; IPv6 without brackets. */
	readonly host: string;
	/** 0 for any free one. */
	readonly port: number;
	readonly folders: SharedFolders;
	/** Answer folders with a list of what is in them. */
	readonly list: boolean;
	/** The plain text at `/`. */
	about(): string;
	log(level: 'info' | 'warn', message: string): void;
	readonly limits?: Partial<Limits>;
}

/** Times in milliseconds. */
export interface Limits {
	/** From the connection to the end of a request's headers. */
	readonly headers: number;
	/** How long a client may take nothing of what it is sent. */
	readonly stalled: number;
	/** How long a connection may wait for its next request. BitBake keeps one per thread. */
	readonly idle: number;
	/** How long transfers may go on when the server closes. */
	readonly closing: number;
	/** Connections at once; further ones are closed as they come. */
	readonly connections: number;
	/** Of a request's headers. */
	readonly headerBytes: number;
}

const LIMITS: Limits = {
	headers: 20_000,
	stalled: 60_000,
	idle: 120_000,
	closing: 3_000,
	connections: 4_096,
	headerBytes: 16_384,
};

const CLOSE_POLL = 50;
/** Of withheld files, which are logged once each. */
const MAX_LOGGED = 1_000;

/** What was served, since the start. */
export interface FileFigures {
	requests: number;
	/** Files that were there, by HEAD or GET. */
	found: number;
	missed: number;
	/** Of files' contents. */
	bytes: number;
}

export interface FileServer {
	/** With the real port. */
	readonly host: string;
	readonly port: number;
	readonly figures: Readonly<FileFigures>;
	/** Open connections. */
	connections(): Promise<number>;
	/** Takes no more requests, lets transfers end for a moment, then cuts them off. */
	close(): Promise<void>;
}

/**
 * Serves files of the shared folders, read-only.
 * @throws the system's error when the address cannot be had
 */
export async function startFileServer(options: FileServerOptions): Promise<FileServer> {
	const limits = { ...LIMITS, ...options.limits };
	const figures: FileFigures = { requests: 0, found: 0, missed: 0, bytes: 0 };
	const answer = answererOf(options, figures);
	const server = createServer(
		{
			maxHeaderSize: limits.headerBytes,
			headersTimeout: limits.headers,
			requestTimeout: limits.headers,
			keepAliveTimeout: limits.idle,
			connectionsCheckingInterval: Math.min(5_000, limits.headers),
		},
		(request, response) => {
			answer(request, response).catch((error: unknown) => {
				options.log('warn', `a request failed: ${String(error)}`);
				response.destroy();
			});
		},
	);
	server.maxConnections = limits.connections;
	server.timeout = limits.stalled;
	await listening(server, options);
	const { port } = server.address() as AddressInfo;
	return {
		host: options.host,
		port,
		figures,
		connections: () =>
			new Promise((resolve) => {
				server.getConnections((error, count) => resolve(error ? 0 : count));
			}),
		close: () => closed(server, limits.closing),
	};
}

type Answerer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function answererOf(options: FileServerOptions, figures: FileFigures): Answerer {
	const { folders, list, about, log } = options;
	const view = viewFolders(folders);
	const logged = new Set<string>();

	/** A file that is there but cannot be had is a miss for a build, and something to know for its owner. */
	function withhold(response: ServerResponse, reason: string): void {
		if (!logged.has(reason) && logged.size < MAX_LOGGED) {
			logged.add(reason);
			log('warn', `not served: ${reason}`);
		}
		miss(response);
	}

	function miss(response: ServerResponse): void {
		figures.missed++;
		response.writeHead(404, NOT_FOUND).end(NOT_FOUND_TEXT);
	}

	return async (request, response) => {
		figures.requests++;
		if (request.method !== 'GET' && request.method !== 'HEAD') {
			return text(response, 405, 'This cache is read-only.\n', {
				Allow: 'GET, HEAD',
				// What may follow as the body of the request is not read.
				Connection: 'close',
			});
		}
		const asked = parseRequestPath(request.url ?? '');
		if (asked.kind === 'about') return text(response, 200, about());
		if (asked.kind === 'bad') return text(response, 400, 'This path cannot be read.\n');
		if (asked.kind === 'unknown') return miss(response);
		const { root, segments } = asked;
		// Whoever looks at a mirror's address alone learns that it is right.
		if (segments.length === 0 && !list && folders[root] !== undefined) {
			return text(response, 200, about());
		}
		if (!isServed(root, segments) && !(list && isListed(root, segments))) return miss(response);
		const found = await view.find(root, segments);
		switch (found.kind) {
			case 'missing':
				return miss(response);
			case 'withheld':
				return withhold(response, found.reason);
			case 'folder':
				return list ? sendListing(response, root, segments, found.path, view) : miss(response);
			case 'file': {
				if (!isServed(root, segments)) return miss(response);
				if (request.method === 'HEAD' && !isConditional(request)) {
					figures.found++;
					response.writeHead(200, fileHeaders(found.stats)).end();
					return;
				}
				const sent = await sendFile(request, response, found.path);
				figures.bytes += sent.bytes;
				if (sent.kind === 'missing') return miss(response);
				if (sent.kind === 'withheld') return withhold(response, sent.reason);
				figures.found++;
			}
		}
	};
}

/** Headers with which a HEAD is answered other than by what the file is. */
function isConditional({ headers }: IncomingMessage): boolean {
	return (
		headers.range !== undefined ||
		headers['if-none-match'] !== undefined ||
		headers['if-modified-since'] !== undefined ||
		headers['if-match'] !== undefined ||
		headers['if-unmodified-since'] !== undefined
	);
}

const PLAIN = 'text/plain; charset=utf-8';
const NOT_FOUND_TEXT = 'Not in this cache.\n';
const NOT_FOUND: OutgoingHttpHeaders = {
	'Content-Type': PLAIN,
	'Content-Length': Buffer.byteLength(NOT_FOUND_TEXT),
};

function text(
	response: ServerResponse,
	status: number,
	body: string,
	headers: OutgoingHttpHeaders = {},
): void {
	response.writeHead(status, {
		'Content-Type': PLAIN,
		'Content-Length': Buffer.byteLength(body),
		...headers,
	});
	// Node.js leaves the body of the answer to a HEAD out by itself.
	response.end(body);
}

async function sendListing(
	response: ServerResponse,
	root: RootName,
	segments: readonly string[],
	path: string,
	view: FolderView,
): Promise<void> {
	const page = await listing(root, segments, path, view);
	text(response, 200, page, {
		'Content-Type': 'text/html; charset=utf-8',
		'Content-Security-Policy': "default-src 'none'",
	});
}

function listening(server: Server, { host, port }: FileServerOptions): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(host === '' ? { port } : { host, port }, () => {
			server.off('error', reject);
			resolve();
		});
	});
}

function closed(server: Server, patience: number): Promise<void> {
	return new Promise((resolve) => {
		// Connections whose transfer has ended would wait for their next request.
		const idle = setInterval(() => server.closeIdleConnections(), CLOSE_POLL);
		const timer = setTimeout(() => server.closeAllConnections(), patience);
		server.close(() => {
			clearInterval(idle);
			clearTimeout(timer);
			resolve();
		});
	});
}
