import { checkDatabase } from '../../hashserv/store/tools/files';
import { noNames, type Subcommand } from './subcommand';

export const check: Subcommand = {
	name: 'check',
	usage: 'check',
	summary: 'look at every page; exit code 1 when something is damaged',
	run: async (call, io) => {
		noNames(call);
		const problems = checkDatabase(call.database);
		if (problems.length === 0) {
			io.stdout(`${call.database}: no damage found\n`);
			return 0;
		}
		io.stderr(`${call.database} is damaged. Stop its server and put a backup in its place.\n`);
		io.stderr(problems.map((problem) => `  ${problem}\n`).join(''));
		return 1;
	},
};
