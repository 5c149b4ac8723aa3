/** The processes of language servers, to be frozen and killed in the middle of things. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Process ids of the language servers of editors in a folder. */
export async function languageServers(folder: string): Promise<number[]> {
	const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,args=']);
	return stdout
		.split('\n')
		.filter((line) => line.includes(folder) && line.includes('/dist/server.js'))
		.map((line) => Number.parseInt(line, 10));
}

/**
 * Freezes the next language server of editors in a folder the moment it
 * appears, long before it has anything to say. Begin it before whatever starts
 * the server; settles with its process id.
 */
export async function freezeNext(folder: string): Promise<number> {
	const before = await languageServers(folder);
	const end = Date.now() + 60_000;
	while (Date.now() < end) {
		const started = (await languageServers(folder)).find((id) => !before.includes(id));
		if (started !== undefined) {
			process.kill(started, 'SIGSTOP');
			return started;
		}
	}
	throw new Error('No language server started within 60 s.');
}
