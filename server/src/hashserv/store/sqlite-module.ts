import * as l10n from '@vscode/l10n';
import { StoreError, type StoreErrorCode } from '../errors';

export type Sqlite = typeof import('node:sqlite');

/**
 * `node:sqlite`, asked for when it is needed: a Node.js without it can still
 * do everything else.
 * @throws StoreError `no-sqlite`
 */
export function loadSqlite(): Sqlite {
	const sqlite = process.getBuiltinModule?.('node:sqlite');
	if (sqlite === undefined) {
		throw new StoreError(
			'no-sqlite',
			l10n.t`The hash equivalence server needs Node.js 22.13 or newer for its database; this is ${process.version}.`,
		);
	}
	return sqlite;
}

/** SQLite's primary result codes (sqlite.org/rescode.html). */
const BUSY = 5;
const LOCKED = 6;
/** What each means, and what to do about it where that is not clear. */
const CODES: ReadonlyMap<number, readonly [StoreErrorCode, string, string?]> = new Map([
	[BUSY, ['locked', l10n.t('another process holds its lock')]],
	[LOCKED, ['locked', l10n.t('another process holds its lock')]],
	[
		8,
		[
			'unwritable',
			l10n.t('it cannot be written'),
			l10n.t('See who may write the file and its folder.'),
		],
	],
	[
		10,
		[
			'failed',
			l10n.t('reading or writing it failed'),
			l10n.t('See whether its disk is full or broken.'),
		],
	],
	[11, ['corrupt', l10n.t('it is damaged')]],
	[13, ['full', l10n.t('the disk is full'), l10n.t('Make room on it.')]],
	[
		14,
		[
			'unreadable',
			l10n.t('it cannot be opened'),
			l10n.t('See who may read and write the file and its folder.'),
		],
	],
	[26, ['not-a-database', l10n.t('it is not a SQLite database')]],
]);

export function isBusy(error: unknown): boolean {
	const code = resultCode(error);
	return code === BUSY || code === LOCKED;
}

/** A StoreError that says what SQLite's error means, or the error itself when it is none of SQLite's. */
export function storeError(error: unknown, path: string): unknown {
	const code = resultCode(error);
	if (code === null) return error;
	const [kind, meaning, advice] = CODES.get(code) ?? ['failed', l10n.t('a statement failed')];
	const detail = error instanceof Error ? error.message : String(error);
	const what = l10n.t`Database ${path}: ${meaning} (${detail}).`;
	const message = advice === undefined ? what : `${what} ${advice}`;
	return new StoreError(kind, message, { cause: error });
}

/** The primary result code; the bits above are the extended one. */
function resultCode(error: unknown): number | null {
	if (!(error instanceof Error) || !('errcode' in error)) return null;
	return typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}
