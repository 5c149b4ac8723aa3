import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { StoreError } from '../../hashserv/errors';
import { writeTasks } from '../../hashserv/store/tools/files';
import { readTask } from '../../hashserv/store/tools/json';
import type { Task } from '../../hashserv/store/tools/tasks';
import { formatCounts } from './merge';
import { mayNameOne, type Subcommand } from './subcommand';

export const importTasks: Subcommand = {
	name: 'import',
	usage: 'import [FILE]',
	summary: 'read what export wrote, from standard input or a file; as merge does',
	run: async (call, io) => {
		const name = mayNameOne(call, 'file');
		const file = name === undefined ? null : resolve(io.cwd, name);
		// A file that is not there is found out before a database is made.
		if (file !== null) await (await open(file)).close();
		const input = file === null ? process.stdin : createReadStream(file);
		io.stdout(
			formatCounts(await writeTasks(call.database, tasks(input, file ?? 'standard input'))),
		);
		return 0;
	},
};

async function* tasks(input: NodeJS.ReadableStream, name: string): AsyncGenerator<Task> {
	let number = 0;
	for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
		number++;
		if (line.trim() === '') continue;
		const task = readTask(line);
		if (typeof task === 'string') {
			throw new StoreError(
				'failed',
				`${name}, line ${number}: ${task}. Lines before it may be in the database; importing them again changes nothing.`,
			);
		}
		yield task;
	}
}
