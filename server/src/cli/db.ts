/** `hashequiv db`: looks after database files. One file per subcommand in `db/`. */
import { resolve } from 'node:path';
import { backup } from './db/backup';
import { check } from './db/check';
import { exportTasks } from './db/export';
import { importTasks } from './db/import';
import { info } from './db/info';
import { merge } from './db/merge';
import { explained, type Subcommand } from './db/subcommand';
import { type Command, UsageError } from './io';
import { parseOptions } from './options';
import { suggestion } from './suggestion';

const SUBCOMMANDS: readonly Subcommand[] = [info, check, backup, merge, exportTasks, importTasks];

export const USAGE = `usage: hashequiv db [-d FILE] COMMAND

Looks after the database of a hash equivalence server, ours or BitBake's, which
may be running all the while.

${SUBCOMMANDS.map(({ usage, summary }) => `  ${usage.padEnd(25)} ${summary}`).join('\n')}

  -d, --database FILE       the database (HASHSERVER_DB, else ./hashserv.db)
      --dry-run             merge: only tell what would be done

Exit code: 0 done, 1 it could not be done or damage was found, 2 wrong usage.
`;

export const db: Command = explained(async (argv, io) => {
	const { values, positionals } = parseOptions({
		args: [...argv],
		allowPositionals: true,
		options: {
			database: { type: 'string', short: 'd' },
			'dry-run': { type: 'boolean', default: false },
		},
	});
	const [name, ...names] = positionals;
	const subcommand = SUBCOMMANDS.find((each) => each.name === name);
	if (subcommand === undefined) {
		const known = SUBCOMMANDS.map((each) => each.name);
		throw new UsageError(
			name === undefined
				? `name one of ${known.join(', ')}`
				: `there is no db command "${name}"${suggestion(name, known) || `; use ${known.join(', ')}`}`,
		);
	}
	const dryRun = values['dry-run'];
	if (dryRun && subcommand !== merge) throw new UsageError('--dry-run goes with merge');
	const database = resolve(io.cwd, values.database ?? io.env.HASHSERVER_DB ?? './hashserv.db');
	return subcommand.run({ database, names, dryRun }, io);
});
