import { resolve } from 'node:path';
import { backupDatabase } from '../../hashserv/store/tools/files';
import { oneName, type Subcommand } from './subcommand';

export const backup: Subcommand = {
	name: 'backup',
	usage: 'backup FILE',
	summary: 'copy it to a new file, also while servers use it',
	run: async (call, io) => {
		const target = resolve(io.cwd, oneName(call, 'file for the copy'));
		backupDatabase(call.database, target);
		io.stdout(`${call.database} is copied to ${target}\n`);
		return 0;
	},
};
