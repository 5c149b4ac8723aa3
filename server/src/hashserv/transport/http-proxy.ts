import {
	type ClientRequest,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type OutgoingHttpHeaders,
	request as plainRequest,
} from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';

export interface ProxiedRequest {
	readonly method: 'GET' | 'HEAD';
	readonly headers: OutgoingHttpHeaders;
	readonly signal: AbortSignal;
}

export interface ProxiedAnswer {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	/** To be read or destroyed. */
	readonly body: IncomingMessage;
}

/**
 * Asks a web server through an HTTP proxy: with the whole address for http,
 * through a tunnel for https. Redirects are not followed.
 * @throws the system's error, or one that says how the proxy refused
 */
export async function askThroughProxy(
	proxy: URL,
	target: URL,
	{ method, headers, signal }: ProxiedRequest,
): Promise<ProxiedAnswer> {
	if (target.protocol === 'http:') {
		const all = { ...headers, ...loginTo(proxy), host: target.host };
		return answerTo(toProxy(proxy, { method, path: target.href, headers: all, signal }));
	}
	const socket = await tunnel(proxy, target, signal);
	return answerTo(
		// Not an agent: it would connect by itself.
		tlsRequest(target, {
			method,
			headers: { ...headers, host: target.host },
			signal,
			createConnection: () => tlsConnect({ socket, servername: target.hostname }),
		}),
	);
}

function toProxy(
	proxy: URL,
	options: { method: string; path: string; headers: OutgoingHttpHeaders; signal: AbortSignal },
): ClientRequest {
	const request = proxy.protocol === 'https:' ? tlsRequest : plainRequest;
	const host = proxy.hostname.replace(/^\[|\]$/g, '');
	return request({
		host,
		...(proxy.port === '' ? {} : { port: proxy.port }),
		agent: false,
		...options,
	});
}

function tunnel(proxy: URL, { hostname, port, host }: URL, signal: AbortSignal): Promise<Socket> {
	return new Promise((resolve, reject) => {
		const path = `${hostname}:${port === '' ? 443 : port}`;
		const headers = { ...loginTo(proxy), host };
		const request = toProxy(proxy, { method: 'CONNECT', path, headers, signal });
		request.once('connect', ({ statusCode }, socket: Socket) => {
			if (statusCode === 200) return resolve(socket);
			socket.destroy();
			reject(new Error(`the proxy answers with status ${statusCode}`));
		});
		request.once('response', ({ statusCode }) => {
			request.destroy();
			reject(new Error(`the proxy answers with status ${statusCode}`));
		});
		request.once('error', reject);
		request.end();
	});
}

function answerTo(request: ClientRequest): Promise<ProxiedAnswer> {
	return new Promise((resolve, reject) => {
		request.once('response', (response) => {
			response.on('error', () => {});
			resolve({ status: response.statusCode ?? 0, headers: response.headers, body: response });
		});
		request.once('error', reject);
		request.end();
	});
}

function loginTo({ username, password }: URL): OutgoingHttpHeaders {
	if (username === '') return {};
	const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
	return { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` };
}
