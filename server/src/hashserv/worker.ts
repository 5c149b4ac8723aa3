/** The hash equivalence server in a worker thread: its host talks to it in the messages of `control.ts`. */
import '../shared/localise';
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { parseAnonymousPermissions } from './auth';
import type { HostMessage, WorkerMessage, WorkerOptions } from './control';
import { messageOf } from './errors';
import { areEqual, figuresOf, metricsOf } from './figures';
import { listenFailure } from './listen-failure';
import { startHashServer } from './server';
import type { LogLevel } from './service';
import { openSqliteStore } from './store/sqlite';
import { warmedUpMessage } from './store/warm-up';

const STATS_INTERVAL = 1_000;

const port = parentPort;
if (port === null) throw new Error('hashserv-worker runs as a worker thread only');

function post(message: WorkerMessage): void {
	port?.postMessage(message);
}

function log(level: LogLevel, message: string): void {
	if (level !== 'debug') post({ kind: 'log', level, message });
}

async function run(options: WorkerOptions): Promise<void> {
	const { address, upstream, anonymousPermissions } = options;
	const anonymous =
		anonymousPermissions === undefined
			? undefined
			: parseAnonymousPermissions(anonymousPermissions);
	const path = resolve(options.database);
	mkdirSync(dirname(path), { recursive: true });
	const store = openSqliteStore(path, {
		warmedUp: (...figures) => log('info', warmedUpMessage(...figures)),
	});
	const server = await startHashServer({
		address,
		store,
		...(upstream === undefined ? {} : { upstream: { address: upstream } }),
		...(anonymous === undefined ? {} : { anonymous }),
		log,
	});
	const warn = (error: unknown): void => log('warn', messageOf(error));
	let stats = await figuresOf(server, store);
	post({ kind: 'running', address: server.address, database: path, startedAt: Date.now(), stats });

	const timer = setInterval(() => {
		figuresOf(server, store).then((current) => {
			if (areEqual(current, stats)) return;
			stats = current;
			post({ kind: 'stats', stats });
		}, warn);
	}, STATS_INTERVAL);

	port?.on('message', ({ kind }: HostMessage) => {
		if (kind === 'measure') {
			metricsOf(server, store).then((metrics) => post({ kind: 'measured', metrics }), warn);
			return;
		}
		clearInterval(timer);
		server.close().then(
			() => port?.close(),
			(error: unknown) => {
				post({ kind: 'log', level: 'error', message: messageOf(error) });
				port?.close();
			},
		);
	});
}

const options = workerData as WorkerOptions;
run(options).catch((error: unknown) => {
	const addressInUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
	const message = listenFailure(options.address, error) ?? messageOf(error);
	post({ kind: 'failed', message, addressInUse });
	port.close();
});
