import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { backupDatabase, readTasks, writeTasks } from '../../hashserv/store/tools/files';
import type { MergeCounts } from '../../hashserv/store/tools/merge';
import { UsageError } from '../io';
import { formatCount, oneName, type Subcommand } from './subcommand';

export const merge: Subcommand = {
	name: 'merge',
	usage: 'merge [--dry-run] OTHER',
	summary: 'bring in what another database knows; the older unihash wins',
	run: async (call, io) => {
		const other = resolve(io.cwd, oneName(call, 'other database'));
		if (other === call.database) throw new UsageError('a database cannot be merged with itself');
		const counts = call.dryRun
			? await tried(call.database, other)
			: await writeTasks(call.database, readTasks(other));
		io.stdout(call.dryRun ? `Nothing was written. It would be:\n` : '');
		io.stdout(formatCounts(counts));
		return 0;
	},
};

/** The same on a copy: a dry run must not keep a server from writing, and tells exactly what would be. */
async function tried(database: string, other: string): Promise<MergeCounts> {
	const folder = mkdtempSync(join(tmpdir(), 'hashequiv-merge-'));
	try {
		const copy = join(folder, 'hashserv.db');
		backupDatabase(database, copy);
		return await writeTasks(copy, readTasks(other));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

export function formatCounts({
	tasks,
	added,
	unified,
	replaced,
	kept,
	outputs,
}: MergeCounts): string {
	const same = tasks - added - replaced - kept;
	return [
		`${formatCount(tasks, 'task')} read, ${formatCount(outputs, 'new output')}`,
		`  ${added} added, ${unified} of them with the unihash of an older equal output`,
		`  ${replaced} given the older unihash, ${kept} kept theirs, ${same} were the same`,
		'',
	].join('\n');
}
