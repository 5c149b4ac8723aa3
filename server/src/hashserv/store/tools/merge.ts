import type { DatabaseSync } from 'node:sqlite';
import { createdText } from '../created';
import type { Task, TaskOutput } from './tasks';

/** What a merge did, in tasks and outputs. */
export interface MergeCounts {
	/** Tasks that were looked at. */
	tasks: number;
	/** Got a row: their own unihash, or that of an older equal output here. */
	added: number;
	/** Of those, the ones that took the unihash of an older equal output. */
	unified: number;
	/** Had another unihash here, which was the younger one. */
	replaced: number;
	/** Had another unihash here, which stayed. */
	kept: number;
	/** Outputs that were not known here. */
	outputs: number;
}

/** Tasks of one transaction: a server on the same file waits for the lock no longer than that takes. */
const BATCH = 1_000;

/**
 * Brings tasks into a database. Of two unihashes of one taskhash the older one wins, by
 * the first output reported for it; where nothing tells, the one that is
 * here. A task that is new here and whose output is known takes the unihash
 * of that output if it is older, so that both builds go on with one.
 *
 * @param pause called between transactions
 */
export async function mergeTasks(
	database: DatabaseSync,
	tasks: Iterable<Task> | AsyncIterable<Task>,
	pause: () => Promise<void> = () => Promise.resolve(),
): Promise<MergeCounts> {
	const mergeTask = taskMerger(database);
	const counts = { tasks: 0, added: 0, unified: 0, replaced: 0, kept: 0, outputs: 0 };
	let batch: Task[] = [];
	async function write(): Promise<void> {
		database.exec('BEGIN IMMEDIATE');
		try {
			for (const task of batch) mergeTask(task, counts);
			database.exec('COMMIT');
		} catch (error) {
			database.exec('ROLLBACK');
			throw error;
		}
		batch = [];
		await pause();
	}
	for await (const task of tasks) {
		if (batch.push(task) >= BATCH) await write();
	}
	if (batch.length > 0) await write();
	return counts;
}

function taskMerger(database: DatabaseSync): (task: Task, counts: MergeCounts) => void {
	const stored = database.prepare(
		`SELECT unihash, (SELECT min(created) FROM outhashes_v2 o
			WHERE o.method = u.method AND o.taskhash = u.taskhash) AS created
		FROM unihashes_v3 u WHERE method = ? AND taskhash = ?`,
	);
	const equal = database.prepare(
		`SELECT u.unihash, o.created FROM outhashes_v2 o
		INNER JOIN unihashes_v3 u ON u.method = o.method AND u.taskhash = o.taskhash
		WHERE o.method = ? AND o.outhash = ? AND o.taskhash != ?
		ORDER BY o.created, o.id LIMIT 1`,
	);
	const addUnihash = database.prepare(
		`INSERT INTO unihashes_v3 (method, taskhash, unihash, gc_mark)
		VALUES (?, ?, ?, coalesce((SELECT value FROM config WHERE name = 'gc-mark'), ''))`,
	);
	const replaceUnihash = database.prepare(
		'UPDATE unihashes_v3 SET unihash = ? WHERE method = ? AND taskhash = ?',
	);
	const addOutput = database.prepare(
		`INSERT OR IGNORE INTO outhashes_v2
			(method, taskhash, outhash, created, owner, PN, PV, PR, task, outhash_siginfo)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
	);
	const now = createdText(Date.now() * 1000);

	function olderEqual(task: Task): string | null {
		for (const { outhash, created = now } of task.outputs) {
			const row = equal.get(task.method, outhash, task.taskhash);
			if (typeof row?.created === 'string' && row.created < created) return String(row.unihash);
		}
		return null;
	}

	function mergeUnihash(task: Task, unihash: string, counts: MergeCounts): void {
		const { method, taskhash } = task;
		const own = stored.get(method, taskhash);
		if (own === undefined) {
			const other = olderEqual(task);
			addUnihash.run(method, taskhash, other ?? unihash);
			counts.added++;
			if (other !== null && other !== unihash) counts.unified++;
		} else if (own.unihash !== unihash) {
			const created = oldest(task.outputs);
			if (created !== null && typeof own.created === 'string' && created < own.created) {
				replaceUnihash.run(unihash, method, taskhash);
				counts.replaced++;
			} else counts.kept++;
		}
	}

	return (task, counts) => {
		counts.tasks++;
		const { method, taskhash } = task;
		if (task.unihash !== undefined) mergeUnihash(task, task.unihash, counts);
		for (const output of task.outputs) {
			const { changes } = addOutput.run(
				method,
				taskhash,
				output.outhash,
				output.created ?? now,
				output.owner ?? null,
				output.PN ?? null,
				output.PV ?? null,
				output.PR ?? null,
				output.task ?? null,
				output.outhash_siginfo ?? null,
			);
			counts.outputs += Number(changes);
		}
	};
}

function oldest(outputs: readonly TaskOutput[]): string | null {
	let first: string | null = null;
	for (const { created } of outputs) {
		if (created !== undefined && (first === null || created < first)) first = created;
	}
	return first;
}
