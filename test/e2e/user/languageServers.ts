/** The processes of language servers, to be frozen and killed in the middle of things. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import process from 'node:process';
import { promisify } from 'node:util';

/** Process ids of the language servers of editors in a folder, but for some. */
export async function languageServers(
	folder: string,
	except: readonly number[] = [],
): Promise<number[]> {
	const all = process.platform === 'linux' ? await fromProc() : await fromPs();
	return all
		.filter(({ line }) => line.includes(folder) && line.includes('/dist/server.js'))
		.map(({ id }) => id)
		.filter((id) => !except.includes(id));
}

/** Sends a signal to a process, if it is still there. */
export function signal(id: number, name: NodeJS.Signals): void {
	try {
		process.kill(id, name);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

interface Running {
	readonly id: number;
	/** Its program and arguments. */
	readonly line: string;
}

/** A small Linux has no `ps`. */
async function fromProc(): Promise<Running[]> {
	const ids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
	return Promise.all(
		ids.map(async (id) => {
			// A process that ends meanwhile has no line.
			const line = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
			return { id, line };
		}),
	);
}

async function fromPs(): Promise<Running[]> {
	const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,args=']);
	return stdout.split('\n').map((line) => ({ id: Number.parseInt(line, 10), line }));
}
