/** `hashequiv serve`: the hash equivalence server on the command line, with the flags of `bitbake-hashserv`. */
import { resolve } from 'node:path';
import { AddressError, CommandError, messageOf, StoreError } from '../hashserv/errors';
import { metricsOf } from '../hashserv/figures';
import { listenFailure } from '../hashserv/listen-failure';
import { processStart } from '../hashserv/process-start';
import { type HashServer, startHashServer } from '../hashserv/server';
import type { Log } from '../hashserv/service';
import { keepRecord } from '../hashserv/status-file';
import { openSqliteStore } from '../hashserv/store/sqlite';
import type { Store } from '../hashserv/store/store';
import { warmedUpMessage } from '../hashserv/store/warm-up';
import type { Io } from './io';
import { HELP, type Plan, readPlan } from './serveOptions';
import { stopSignal } from './stopSignal';

/**
 * Serves until SIGTERM or SIGINT.
 * @returns the exit code: 0 after a clean stop, 1 when the server cannot run, 2 for a mistake on the command line
 */
export async function serve(argv: readonly string[], io: Omit<Io, 'cwd'>): Promise<number> {
	let plan: Plan | null;
	try {
		plan = readPlan(argv, io);
	} catch (error) {
		io.stderr(`hashequiv serve: ${messageOf(error)}\nTry: hashequiv serve --help\n`);
		return 2;
	}
	if (plan === null) {
		io.stdout(HELP);
		return 0;
	}
	const stop = stopSignal();
	let status: { dispose(): void } | null = null;
	try {
		const { database, statusFile, ...options } = plan;
		const { log } = plan;
		const store = openSqliteStore(database, {
			warmedUp: (...figures) => log('info', warmedUpMessage(...figures)),
		});
		const server = await startHashServer({ ...options, store });
		if (statusFile !== undefined) {
			status = await keepStatus(statusFile, database, server, store).catch(async (error) => {
				await server.close();
				throw error;
			});
		}
		io.stdout(`hash equivalence server listening on ${server.address}\n`);
		await stop.received;
		await close(server, plan.log);
		return 0;
	} catch (error) {
		io.stderr(`hashequiv serve: ${explain(error, plan.address)}\n`);
		return 1;
	} finally {
		status?.dispose();
		stop.dispose();
	}
}

async function keepStatus(
	path: string,
	database: string,
	server: HashServer,
	store: Store,
): Promise<{ dispose(): void }> {
	const figures = () => metricsOf(server, store);
	const { address } = server;
	const { pid } = process;
	const started = processStart(pid);
	const first = {
		pid,
		...(started === undefined ? {} : { processStart: started }),
		address,
		database: resolve(database),
		startedAt: Date.now(),
	};
	return keepRecord(path, { ...first, ...(await figures()) }, figures);
}

async function close(server: HashServer, log: Log): Promise<void> {
	log('info', 'stopping');
	await server.close();
}

/** Errors that were foreseen say everything themselves; the system's get the address. */
function explain(error: unknown, address: string): string {
	const foreseen = [StoreError, AddressError, CommandError].some((kind) => error instanceof kind);
	if (foreseen) return messageOf(error);
	return listenFailure(address, error) ?? `cannot serve on ${address}: ${messageOf(error)}`;
}
