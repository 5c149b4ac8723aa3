import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { WebSocketServer } from 'ws';
import type { Connection, HttpHandler, ListenOptions } from './connection';
import { RenewableContext } from './secure-context';
import { peerOf } from './tcp';
import { WEBSOCKET_OPTIONS, WebSocketConnection } from './websocket';

/** How long requests under way may take when the server closes. */
const CLOSE_TIMEOUT = 3_000;
const HANDSHAKE_TIMEOUT = 30_000;
const MESSAGE_LIMIT = 64 * 1024 * 1024;

/** One socket that speaks HTTP. */
interface Visitor {
	/** Closes it when it is too slow with its TLS handshake or its next request. */
	timer: NodeJS.Timeout;
	requests: number;
}

/**
 * Speaks HTTP on sockets that somebody else accepted: answers requests, and
 * makes connections of WebSockets. Requests with an `Origin` come from pages
 * in a browser, which must not reach a server on its user's machine, and are
 * refused.
 */
export class HttpFront {
	readonly #accept: (connection: Connection) => void;
	readonly #handler: HttpHandler;
	readonly #options: ListenOptions;
	readonly #timeout: number;
	readonly #server: Server;
	readonly #webSockets: WebSocketServer;
	readonly #tls: RenewableContext | null;
	readonly #visitors = new Map<Duplex, Visitor>();
	#closing: (() => void) | null = null;

	/**
	 * @param accept takes the connections of WebSockets
	 * @throws the system's error when certificate or key are of no use
	 */
	constructor(
		accept: (connection: Connection) => void,
		handler: HttpHandler,
		options: ListenOptions,
	) {
		this.#accept = accept;
		this.#handler = handler;
		this.#options = options;
		this.#timeout = options.handshakeTimeout ?? HANDSHAKE_TIMEOUT;
		const { tls, warn = () => {} } = options;
		this.#tls = tls === undefined ? null : new RenewableContext(tls, warn);
		this.#webSockets = new WebSocketServer({
			...WEBSOCKET_OPTIONS,
			noServer: true,
			clientTracking: false,
			maxPayload: options.messageLimit ?? MESSAGE_LIMIT,
		});
		// It never listens; sockets are given to it.
		this.#server = createServer((request, response) => {
			this.#answer(request, response).catch((error: unknown) => response.destroy(asError(error)));
		});
		this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
		this.#server.on('clientError', (_error, socket) => refuse(socket, '400 Bad Request'));
	}

	get speaksTls(): boolean {
		return this.#tls !== null;
	}

	/** Takes a socket whose first bytes were HTTP, or TLS where there is a certificate. */
	take(socket: Socket, head: Buffer, isTls: boolean): void {
		socket.unshift(head);
		// Where TLS runs on it, errors of the socket below are of no interest.
		socket.on('error', () => {});
		if (!isTls || this.#tls === null) {
			this.#welcome(socket);
			if (this.#tls !== null) {
				refuse(socket, '426 Upgrade Required', 'This port wants TLS: use https or wss.');
				return;
			}
			this.#server.emit('connection', socket);
			process.nextTick(() => socket.resume());
			return;
		}
		const secure = new TLSSocket(socket, {
			isServer: true,
			secureContext: this.#tls.current,
			ALPNProtocols: ['http/1.1'],
		});
		this.#welcome(secure);
		secure.once('secure', () => this.#server.emit('connection', secure));
	}

	/** Finishes the requests under way. */
	async close(): Promise<void> {
		const done = new Promise<void>((resolve) => {
			this.#closing = resolve;
		});
		for (const [socket, { requests }] of this.#visitors) if (requests === 0) socket.destroy();
		if (this.#visitors.size === 0) return;
		const timer = setTimeout(() => {
			for (const socket of this.#visitors.keys()) socket.destroy();
		}, CLOSE_TIMEOUT);
		await done;
		clearTimeout(timer);
	}

	#welcome(socket: Duplex): void {
		this.#visitors.set(socket, { timer: this.#deadline(socket), requests: 0 });
		socket.on('error', () => {});
		socket.once('close', () => this.#forget(socket));
	}

	#deadline(socket: Duplex): NodeJS.Timeout {
		return setTimeout(() => socket.destroy(), this.#timeout);
	}

	#forget(socket: Duplex): void {
		const visitor = this.#visitors.get(socket);
		if (visitor === undefined) return;
		clearTimeout(visitor.timer);
		this.#visitors.delete(socket);
		if (this.#visitors.size === 0) this.#closing?.();
	}

	async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const visitor = this.#visitors.get(request.socket);
		if (visitor === undefined) {
			response.destroy();
			return;
		}
		visitor.requests++;
		response.once('close', () => {
			visitor.requests--;
			clearTimeout(visitor.timer);
			if (this.#closing !== null) request.socket.destroy();
			else if (this.#visitors.has(request.socket)) visitor.timer = this.#deadline(request.socket);
		});
		if (isFromPage(request)) {
			return reply(response, 403, { error: 'pages in a browser may not use this server' });
		}
		const body = await readBody(request, this.#options.messageLimit ?? MESSAGE_LIMIT);
		if (body === null) {
			response.once('finish', () => request.socket.destroy());
			return reply(response, 413, { error: 'the request is too long' });
		}
		clearTimeout(visitor.timer);
		const url = urlOf(request);
		const answer = await this.#handler({
			peer: peerOf(request.socket),
			method: request.method ?? '',
			path: url?.pathname ?? '',
			query: url?.searchParams ?? new URLSearchParams(),
			body,
		});
		reply(response, answer.status, answer.body);
	}

	#upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		if (isFromPage(request)) {
			refuse(socket, '403 Forbidden', 'Pages in a browser may not use this server.');
			return;
		}
		if (this.#closing !== null) {
			refuse(socket, '503 Service Unavailable');
			return;
		}
		this.#forget(socket);
		this.#webSockets.handleUpgrade(request, socket, head, (webSocket) => {
			this.#accept(new WebSocketConnection(webSocket, socket, peerOf(request.socket)));
		});
	}
}

function isFromPage(request: IncomingMessage): boolean {
	return request.headers.origin !== undefined;
}

/** Null when it is longer than the limit. */
async function readBody(request: IncomingMessage, limit: number): Promise<string | null> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of request.iterator({ destroyOnReturn: false })) {
		length += (chunk as Buffer).length;
		if (length > limit) return null;
		chunks.push(chunk as Buffer);
	}
	return Buffer.concat(chunks).toString('utf8');
}

function urlOf(request: IncomingMessage): URL | null {
	const base = 'http://server';
	return URL.canParse(request.url ?? '', base) ? new URL(request.url ?? '', base) : null;
}

function reply(response: ServerResponse, status: number, body: unknown): void {
	const text = `${JSON.stringify(body)}\n`;
	response.writeHead(status, {
		'Content-Type': 'application/json',
		'Content-Length': Buffer.byteLength(text),
		'Cache-Control': 'no-store',
	});
	response.end(text);
}

function refuse(socket: Duplex, status: string, text = ''): void {
	if (!socket.writable) {
		socket.destroy();
		return;
	}
	const body = text === '' ? '' : `${text}\n`;
	socket.end(
		`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
		() => socket.destroy(),
	);
}

function asError(error: unknown): Error {
	return error instanceof Error ? error : new Error(String(error));
}
