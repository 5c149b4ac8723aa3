/** `hashequiv serve` in a process of its own, to be hurt. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { connectClient, type HashClient } from '../../../server/src/hashserv/client';
import { parseAddress } from '../../../server/src/hashserv/transport/address';

export interface ServeProcess {
	readonly child: ChildProcess;
	readonly address: string;
	/** Everything on standard error. */
	errors(): string;
	client(): Promise<HashClient>;
	/** Mebibytes resident, where the system tells. */
	memory(): number;
	/** Seconds that the processor worked on it, where the system tells. */
	worked(): number;
	/** Sends a signal and waits for the end; gives the exit code, or null after a signal. */
	end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/** Everything of a process that ended before it served: its exit code and standard error. */
export class NotServing extends Error {
	readonly code: number | null;
	constructor(code: number | null, errors: string) {
		super(errors);
		this.code = code;
	}
}

/**
 * Serves `hashserv.db` of a folder on a free port.
 * @param node arguments of Node.js
 * @throws NotServing
 */
export async function startServe(
	script: string,
	folder: string,
	node: readonly string[] = [],
): Promise<ServeProcess> {
	const args = ['serve', '-b', '127.0.0.1:0', '-d', join(folder, 'hashserv.db')];
	const child = spawn(
		process.execPath,
		[...node, script, ...args, '--anon-perms', '@read,@report,@db-admin'],
		{
			cwd: folder,
			stdio: ['ignore', 'pipe', 'pipe'],
		},
	);
	const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
	onTestFinished(async () => {
		child.kill('SIGKILL');
		await exited;
	});
	let [output, errors] = ['', ''];
	child.stderr.on('data', (data) => {
		errors += data;
	});
	const address = await new Promise<string>((resolve, reject) => {
		child.stdout.on('data', (data) => {
			output += data;
			const ready = /listening on (\S+)\n/.exec(output)?.[1];
			if (ready !== undefined) resolve(ready);
		});
		exited.then(
			(code) => reject(new NotServing(code, errors)),
			() => {},
		);
	});
	return {
		child,
		address,
		errors: () => errors,
		client: async () => {
			const client = await connectClient(parseAddress(address), { timeout: 20_000 });
			onTestFinished(() => client.close());
			return client;
		},
		memory: () => {
			const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
			return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
		},
		worked: () => {
			const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
			// Fields 14 and 15 of proc_pid_stat(5), in hundredths; the second is a name in parentheses.
			const [user, system] = stat
				.slice(stat.lastIndexOf(')') + 2)
				.split(' ')
				.slice(11, 13);
			return (Number(user) + Number(system)) / 100;
		},
		end: (signal) => {
			child.kill(signal);
			return exited;
		},
	};
}
