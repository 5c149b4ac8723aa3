import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { OUTHASHES, UNIHASHES } from '../schema';

/** One output of a task. The names are the columns'; those that are null are absent. */
export interface TaskOutput {
	readonly outhash: string;
	readonly created?: string;
	readonly owner?: string;
	readonly PN?: string;
	readonly PV?: string;
	readonly PR?: string;
	readonly task?: string;
	readonly outhash_siginfo?: string;
}

/** Everything a database knows of a taskhash: what is exported, imported and merged. */
export interface Task {
	readonly method: string;
	readonly taskhash: string;
	/** Absent where outputs were reported and their unihash was removed since. */
	readonly unihash?: string;
	/** Oldest first. */
	readonly outputs: readonly TaskOutput[];
}

export const OUTPUT_FIELDS = [
	'outhash',
	'created',
	'owner',
	'PN',
	'PV',
	'PR',
	'task',
	'outhash_siginfo',
] as const satisfies readonly (keyof TaskOutput)[];

/** Every task of a database, one at a time: a million take no more memory than one. */
export function* tasksOf(database: DatabaseSync): Generator<Task> {
	const tables = new Set(
		database
			.prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
			.all()
			.map((row) => String(row.name)),
	);
	// BitBake 1.52 to 2.6 had the same without a mark.
	const unihashes = [UNIHASHES.name, 'unihashes_v2'].find((name) => tables.has(name));
	const hasOutputs = tables.has(OUTHASHES.name);
	const fields = OUTPUT_FIELDS.map((name) => `o.${name}`).join(', ');
	if (unihashes !== undefined) {
		const sql = hasOutputs
			? `SELECT u.method, u.taskhash, u.unihash, ${fields} FROM ${unihashes} u
				LEFT JOIN outhashes_v2 o ON o.method = u.method AND o.taskhash = u.taskhash
				ORDER BY u.id, o.created, o.id`
			: `SELECT method, taskhash, unihash FROM ${unihashes} ORDER BY id`;
		yield* grouped(database.prepare(sql).iterate());
	}
	if (tables.has(OLDEST_TABLE)) {
		yield* grouped(
			database
				.prepare(
					`SELECT o.method, o.taskhash, o.unihash, ${fields} FROM ${OLDEST_TABLE} o
					ORDER BY o.method, o.taskhash, o.created, o.id`,
				)
				.iterate(),
		);
	}
	if (!hasOutputs) return;
	const orphans =
		unihashes === undefined
			? ''
			: `WHERE NOT EXISTS (SELECT 1 FROM ${unihashes} u
				WHERE u.method = o.method AND u.taskhash = o.taskhash)`;
	yield* grouped(
		database
			.prepare(
				`SELECT o.method, o.taskhash, ${fields} FROM outhashes_v2 o ${orphans} ORDER BY o.id`,
			)
			.iterate(),
	);
}

/** BitBake 1.44 to 1.50 had one table for both. */
const OLDEST_TABLE = 'tasks_v2';

type Row = Record<string, SQLOutputValue>;

/** Makes one task of rows that follow each other and have the same taskhash. */
function* grouped(rows: Iterable<Row>): Generator<Task> {
	let first: Row | null = null;
	let outputs: TaskOutput[] = [];
	for (const row of rows) {
		if (first !== null && (first.taskhash !== row.taskhash || first.method !== row.method)) {
			yield taskOf(first, outputs);
			first = null;
			outputs = [];
		}
		first ??= row;
		if (typeof row.outhash === 'string') outputs.push(outputOf(row));
	}
	if (first !== null) yield taskOf(first, outputs);
}

function taskOf(row: Row, outputs: readonly TaskOutput[]): Task {
	const unihash = row.unihash === undefined ? {} : { unihash: String(row.unihash) };
	return { method: String(row.method), taskhash: String(row.taskhash), ...unihash, outputs };
}

function outputOf(row: Row): TaskOutput {
	const present = OUTPUT_FIELDS.filter((name) => (row[name] ?? null) !== null);
	const entries = present.map((name) => [name, String(row[name])]);
	return { outhash: '', ...Object.fromEntries(entries) };
}
