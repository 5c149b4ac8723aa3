/** Databases to serve, filled once per run. */
import { copyFile, mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { hashes, METHOD } from './hashes.mjs';

/**
 * @typedef {object} Databases
 * @property {(rows: number) => string} filled a database with so many rows, for reading; made when first asked for
 * @property {(rows: number) => Promise<string>} copyOf a copy of it in a folder of its own, for writing
 * @property {() => Promise<string>} absent a path in a folder of its own at which there is nothing
 */

/**
 * @param {string} folder
 * @param {string} store bundle of the store's SQL
 * @returns {Databases}
 */
export function databases(folder, store) {
	/** @type {Map<number, string>} */
	const made = new Map();
	/** @param {number} rows */
	function filled(rows) {
		let file = made.get(rows);
		if (file === undefined) {
			file = path.join(folder, `${rows}.db`);
			fill(file, rows, store);
			made.set(rows, file);
		}
		return file;
	}
	const absent = async () => path.join(await mkdtemp(path.join(folder, 'db-')), 'hashserv.db');
	return {
		filled,
		absent,
		copyOf: async (rows) => {
			const file = await absent();
			await copyFile(filled(rows), file);
			return file;
		},
	};
}

/**
 * Row N maps task N to unihash N. The indexes are made after the rows, sorted:
 * a million rows in seconds instead of minutes.
 *
 * @param {string} file
 * @param {number} rows
 * @param {string} store
 */
function fill(file, rows, store) {
	const { updateSchema } = createRequire(import.meta.url)(store);
	const database = new DatabaseSync(file);
	database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144');
	updateSchema(database);
	const indexes = database
		.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
		.all();
	for (const { name } of indexes) database.exec(`DROP INDEX ${name}`);
	const addUnihash = database.prepare(
		"INSERT INTO unihashes_v3 (method, taskhash, unihash, gc_mark) VALUES (?, ?, ?, '')",
	);
	const addOuthash = database.prepare(
		'INSERT INTO outhashes_v2 (method, taskhash, outhash, created) VALUES (?, ?, ?, ?)',
	);
	const [task, output, unihash] = ['task', 'output', 'unihash'].map((of) => hashes(of, rows));
	database.exec('BEGIN');
	for (let index = 0; index < rows; index++) {
		addUnihash.run(METHOD, task(index), unihash(index));
		addOuthash.run(METHOD, task(index), output(index), '2026-01-01T00:00:00.000000+00:00');
	}
	database.exec('COMMIT');
	for (const { sql } of indexes) database.exec(String(sql));
	database.exec('PRAGMA journal_mode = WAL');
	database.close();
}
