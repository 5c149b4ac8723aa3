/**
 * The tables of `hashserv.db`, as the reference server makes them (its
 * `sqlite.py`): both servers may open one file, even at the same time.
 */

interface Column {
	readonly name: string;
	readonly type: 'TEXT NOT NULL' | 'TEXT' | 'DATETIME';
	readonly unique?: true;
}

export interface Table {
	readonly name: string;
	readonly columns: readonly Column[];
}

export const UNIHASHES: Table = {
	name: 'unihashes_v3',
	columns: [
		{ name: 'method', type: 'TEXT NOT NULL', unique: true },
		{ name: 'taskhash', type: 'TEXT NOT NULL', unique: true },
		{ name: 'unihash', type: 'TEXT NOT NULL' },
		{ name: 'gc_mark', type: 'TEXT NOT NULL' },
	],
};

export const OUTHASHES: Table = {
	name: 'outhashes_v2',
	columns: [
		{ name: 'method', type: 'TEXT NOT NULL', unique: true },
		{ name: 'taskhash', type: 'TEXT NOT NULL', unique: true },
		{ name: 'outhash', type: 'TEXT NOT NULL', unique: true },
		{ name: 'created', type: 'DATETIME' },
		{ name: 'owner', type: 'TEXT' },
		{ name: 'PN', type: 'TEXT' },
		{ name: 'PV', type: 'TEXT' },
		{ name: 'PR', type: 'TEXT' },
		{ name: 'task', type: 'TEXT' },
		{ name: 'outhash_siginfo', type: 'TEXT' },
	],
};

const USERS: Table = {
	name: 'users',
	columns: [
		{ name: 'username', type: 'TEXT NOT NULL', unique: true },
		{ name: 'token', type: 'TEXT NOT NULL' },
		{ name: 'permissions', type: 'TEXT NOT NULL' },
	],
};

const CONFIG: Table = {
	name: 'config',
	columns: [
		{ name: 'name', type: 'TEXT NOT NULL', unique: true },
		{ name: 'value', type: 'TEXT' },
	],
};

export const TABLES: readonly Table[] = [UNIHASHES, OUTHASHES, USERS, CONFIG];

/** Hash tables of any age: a file with one of them is a hash equivalence database. */
export const OWN_TABLES: ReadonlySet<string> = new Set([
	UNIHASHES.name,
	OUTHASHES.name,
	'unihashes_v2',
	'tasks_v1',
	'tasks_v2',
]);

export function columnNames(table: Table): string[] {
	return table.columns.map((column) => column.name);
}

/** The columns that a condition may name: the text columns of both hash tables. */
export const QUERY_COLUMNS: readonly string[] = [
	...new Set(
		[...UNIHASHES.columns, ...OUTHASHES.columns]
			.filter((column) => column.type.startsWith('TEXT'))
			.map((column) => column.name),
	),
];

/** Statements that bring an empty, current or older file to the current tables and indexes. */
export function schemaStatements(existing: ReadonlySet<string>): string[] {
	return [
		...TABLES.map(createTable),
		...OLD_INDEXES.map((name) => `DROP INDEX IF EXISTS ${name}`),
		...MIGRATIONS.filter(({ table }) => existing.has(table)).flatMap(
			({ statements }) => statements,
		),
		...INDEXES.map(([name, on]) => `CREATE INDEX IF NOT EXISTS ${name} ON ${on}`),
	];
}

/** Columns that select few rows, by table; there is an index for each set. */
const SELECTIVE: Readonly<Record<string, readonly (readonly string[])[]>> = {
	unihashes_v3: [['method', 'taskhash'], ['unihash']],
	outhashes_v2: [
		['method', 'taskhash'],
		['method', 'outhash'],
	],
};

/** True when an index leads to the few rows that have certain values in these columns. */
export function isIndexed(table: Table, columns: readonly string[]): boolean {
	const indexes = SELECTIVE[table.name] ?? [];
	return indexes.some((index) => index.every((column) => columns.includes(column)));
}

const INDEXES = [
	// Repeats the table's unique index; made because the reference would make it.
	['taskhash_lookup_v4', 'unihashes_v3 (method, taskhash)'],
	['unihash_lookup_v1', 'unihashes_v3 (unihash)'],
	['outhash_lookup_v3', 'outhashes_v2 (method, outhash)'],
	['config_lookup', 'config (name)'],
] as const;

const OLD_INDEXES = [
	'taskhash_lookup',
	'outhash_lookup',
	'taskhash_lookup_v2',
	'outhash_lookup_v2',
	'taskhash_lookup_v3',
];

const MIGRATIONS: readonly { table: string; statements: readonly string[] }[] = [
	{
		// BitBake 1.52 to 2.6: the same without a mark.
		table: 'unihashes_v2',
		statements: [
			`INSERT OR IGNORE INTO unihashes_v3 (method, taskhash, unihash, gc_mark)
				SELECT method, taskhash, unihash, '' FROM unihashes_v2 ORDER BY id`,
			'DROP TABLE unihashes_v2',
		],
	},
	{
		// BitBake 1.44 to 1.50: one table for both. The reference drops it; its hashes are still good.
		table: 'tasks_v2',
		statements: [
			`INSERT OR IGNORE INTO unihashes_v3 (method, taskhash, unihash, gc_mark)
				SELECT method, taskhash, unihash, '' FROM tasks_v2 ORDER BY created, id`,
			`INSERT OR IGNORE INTO outhashes_v2
					(method, taskhash, outhash, created, owner, PN, PV, PR, task, outhash_siginfo)
				SELECT method, taskhash, outhash, created, owner, PN, PV, PR, task, outhash_siginfo
				FROM tasks_v2 ORDER BY created, id`,
			'DROP TABLE tasks_v2',
		],
	},
];

function createTable(table: Table): string {
	const unique = table.columns.filter((column) => column.unique).map((column) => column.name);
	const columns = table.columns.map((column) => `${column.name} ${column.type}`);
	return `CREATE TABLE IF NOT EXISTS ${table.name} (
		id INTEGER PRIMARY KEY AUTOINCREMENT, ${columns.join(', ')}, UNIQUE(${unique.join(', ')}))`;
}
