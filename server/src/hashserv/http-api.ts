import { monotonic } from '../shared/monotonic';
import { ClientContext } from './client-context';
import type { MessageCommand } from './commands/command';
import { get } from './commands/get';
import { report } from './commands/report';
import { CommandError, messageOf, PermissionError, StoreError } from './errors';
import type { Service } from './service';
import type { HttpHandler, HttpRequest, HttpResponse } from './transport/connection';

const EQUIVALENT = '/v1/equivalent';
const HEALTH = '/healthz';

/**
 * The first interface of hash equivalence, which BitBake 1.42 (warrior)
 * speaks, and a page for whoever watches the server. Clients are anonymous.
 *
 * `GET /v1/equivalent?method=…&taskhash=…` is `get`, `POST /v1/equivalent`
 * with a JSON object is `report`; `GET /healthz` is 200 while the database
 * answers, else 503.
 */
export function httpApi(service: Service): HttpHandler {
	return async (request) => {
		try {
			if (request.path === HEALTH) return await health(service, request);
			if (request.path === EQUIVALENT) return await equivalent(service, request);
			return { status: 404, body: { error: `there is nothing at ${request.path}` } };
		} catch (error) {
			const level = error instanceof CommandError ? 'info' : 'error';
			service.log(level, `${request.peer}: a request failed: ${messageOf(error)}`);
			return failure(error);
		}
	};
}

async function health({ store }: Service, { method }: HttpRequest): Promise<HttpResponse> {
	if (method !== 'GET' && method !== 'HEAD') return notAllowed(method);
	try {
		await store.unihash('', '');
		return { status: 200, body: { alive: true } };
	} catch (error) {
		return { status: 503, body: { alive: false, error: messageOf(error) } };
	}
}

async function equivalent(service: Service, request: HttpRequest): Promise<HttpResponse> {
	const { method, query, body } = request;
	if (method === 'GET' || method === 'HEAD') {
		return run(service, request, get, Object.fromEntries(query));
	}
	if (method === 'POST') return run(service, request, report, parse(body));
	return notAllowed(method);
}

async function run(
	service: Service,
	{ peer }: HttpRequest,
	command: MessageCommand,
	argument: unknown,
): Promise<HttpResponse> {
	const context = new ClientContext(service, peer);
	try {
		context.requirePermissions(command, argument);
		const started = monotonic();
		const answer = await command.run(context, argument);
		service.stats.requests++;
		service.stats.times.add(monotonic() - started);
		return { status: 200, body: answer };
	} finally {
		context.leave();
	}
}

function parse(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		throw new CommandError('the body is not JSON');
	}
}

function notAllowed(method: string): HttpResponse {
	return { status: 405, body: { error: `${method} is not allowed here` } };
}

function failure(error: unknown): HttpResponse {
	if (error instanceof PermissionError) return { status: 403, body: { error: error.message } };
	if (error instanceof CommandError) return { status: 400, body: { error: error.message } };
	const message = error instanceof StoreError ? error.message : 'internal error';
	return { status: 500, body: { error: message } };
}
