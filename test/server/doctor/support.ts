import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { CHECKS } from '../../../server/src/doctor/checks/index';
import {
	createPatient,
	type Patient,
	type PatientOptions,
} from '../../../server/src/doctor/patient';
import { examine } from '../../../server/src/doctor/run';
import type { CheckResult } from '../../../server/src/shared/doctor';
import { temporaryFolder } from '../../support/hashserv';

const LAYERS = {
	'conf/bblayers.conf': 'BBPATH = "${TOPDIR}"\nBBLAYERS = "${TOPDIR}/meta"\n',
	'meta/conf/layer.conf': 'BBPATH .= ":${LAYERDIR}"\nLAYERSERIES_CORENAMES = "scarthgap"\n',
	'meta/conf/bitbake.conf': `TMPDIR ?= "\${TOPDIR}/tmp"
PERSISTENT_DIR = "\${TOPDIR}/cache"
require conf/local.conf
BB_HASHSERVE ??= "auto"
BB_SIGNATURE_HANDLER ?= "OEEquivHash"
DL_DIR ?= "\${TOPDIR}/downloads"
SSTATE_DIR ?= "\${TOPDIR}/sstate-cache"
`,
};

/** A build directory with a layer of its own. */
export function buildFolder(local: string, files: Readonly<Record<string, string>> = {}): string {
	const folder = temporaryFolder();
	writeFiles(folder, { ...LAYERS, 'conf/local.conf': local, ...files });
	return folder;
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
	for (const [name, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), text);
	}
}

/** The environment of a test: no proxy, no login of the machine. */
const ENV = { PATH: process.env.PATH ?? '', HOME: '/nonexistent' };

export function patientIn(folder: string, options: PatientOptions = {}): Patient {
	return createPatient(folder, { env: ENV, timeoutMs: 8000, ...options });
}

/** Runs one check alone. */
export async function checkAlone(id: string, patient: Patient): Promise<CheckResult> {
	const checks = CHECKS.filter((check) => check.id === id);
	const [result] = (await examine(patient, { checks })).checks;
	if (result === undefined) throw new Error(`there is no check ${id}`);
	return result;
}

export interface Mirror {
	/** Without a slash at the end. */
	readonly url: string;
	readonly requests: { method: string; path: string; authorization: string | undefined }[];
}

/** A web server that has the paths given, percent-encoded or not. */
export async function startMirror(
	paths: readonly string[],
	{ date, status, refusesHead }: { date?: Date; status?: number; refusesHead?: boolean } = {},
): Promise<Mirror> {
	const requests: Mirror['requests'] = [];
	const server = createHttpServer((request, response) => {
		const path = decodeURIComponent(request.url ?? '');
		const { authorization } = request.headers;
		requests.push({ method: request.method ?? '', path, authorization });
		if (date) response.setHeader('date', date.toUTCString());
		const found = status ?? (paths.includes(path) ? 200 : 404);
		response.statusCode = refusesHead && request.method === 'HEAD' ? 405 : found;
		response.end();
	});
	const url = `http://${await listen(server)}`;
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	return { url, requests };
}

/** An HTTP proxy that answers for every http mirror itself, and lets nobody through to an https one. */
export async function startHttpProxy(): Promise<{
	readonly address: string;
	readonly requests: { method: string; target: string; login: string }[];
}> {
	const requests: { method: string; target: string; login: string }[] = [];
	const keep = ({ method = '', url = '', headers }: IncomingMessage): void => {
		const [, login = ''] = (headers['proxy-authorization'] ?? '').split(' ');
		requests.push({ method, target: url, login: Buffer.from(login, 'base64').toString() });
	};
	const server = createHttpServer((request, response) => {
		keep(request);
		response.end();
	});
	server.on('connect', (request: IncomingMessage, socket: Socket) => {
		keep(request);
		socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
	});
	const address = await listen(server);
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	return { address, requests };
}

/** Something that takes connections and never says a word. */
export async function startSilence(): Promise<string> {
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => {});
	});
	const address = await listen(server);
	onTestFinished(() => {
		for (const socket of sockets) socket.destroy();
		server.close();
	});
	return address;
}

/** An address where nobody listens. */
export async function deadAddress(): Promise<string> {
	const server = createServer();
	const address = await listen(server);
	await new Promise((resolve) => server.close(resolve));
	return address;
}

async function listen(server: Server): Promise<string> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The name of a shared state object, as in SSTATE_DIR and on a mirror. */
export const OBJECT =
	'ab/cd/sstate:busybox:core2-64-poky-linux:1.36.1:r0:core2-64:12:abcd000000000000000000000000000000000000000000000000000000000000_packagedata.tar.zst';
