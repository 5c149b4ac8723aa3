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
