import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { readTasks } from '../../hashserv/store/tools/files';
import { formatCount, mayNameOne, type Subcommand } from './subcommand';

/** Characters handed over at once. */
const BLOCK = 64 * 1024;

export const exportTasks: Subcommand = {
	name: 'export',
	usage: 'export [FILE]',
	summary: 'write one JSON object per task, to standard output or a new file',
	run: async (call, io) => {
		const name = mayNameOne(call, 'file');
		const tasks = readTasks(call.database);
		// The first task before the file: a database that cannot be read leaves none behind.
		let next = tasks.next();
		const file =
			name === undefined ? null : createWriteStream(resolve(io.cwd, name), { flags: 'wx' });
		const output = file ?? process.stdout;
		let count = 0;
		let block = '';
		for (; !next.done; next = tasks.next()) {
			block += `${JSON.stringify(next.value)}\n`;
			count++;
			if (block.length < BLOCK) continue;
			// What is not taken yet would otherwise pile up in memory.
			if (!output.write(block)) await once(output, 'drain');
			block = '';
		}
		output.write(block);
		if (file === null) return 0;
		file.end();
		await finished(file);
		io.stdout(`${formatCount(count, 'task')} exported to ${file.path}\n`);
		return 0;
	},
};
