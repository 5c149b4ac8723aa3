import { statSync } from 'node:fs';
import * as l10n from '@vscode/l10n';
import { StoreError } from '../../hashserv/errors';
import { requireDatabaseFile } from '../../hashserv/store/database-file';
import { openForReading } from '../../hashserv/store/inspect';
import { loadSqlite } from '../../hashserv/store/sqlite-module';
import { databaseInfo } from '../../hashserv/store/tools/files';
import { isNetworkFileSystem } from '../../rules/database';
import { type Check, type Diagnosis, plural, skipped } from '../check';
import { databaseOf } from '../knownTasks';
import { serverOf } from '../servers';

/** Bytes up to which every page is looked at and every row counted; about a second. */
const WHOLE = 64 * 1024 * 1024;

export const database: Check = {
	id: 'database',
	title: l10n.t('Database'),
	run: (patient) => {
		const path = databaseOf(patient);
		if (path === undefined) return skipped(l10n.t('Where the database is cannot be known.'));
		const type = patient.fileSystemType(path);
		if (isNetworkFileSystem(type)) {
			return skipped(
				l10n.t`${path} is on a network file system (${type ?? ''}), which may not answer.`,
			);
		}
		const stats = statSync(path, { throwIfNoEntry: false });
		if (stats === undefined) {
			return serverOf(patient).kind === 'auto'
				? {
						status: 'info',
						summary: l10n.t`There is no database ${path} yet. The first build makes it.`,
					}
				: skipped(l10n.t`There is no ${path}: the server keeps its database elsewhere.`);
		}
		try {
			requireDatabaseFile(path);
			return healthy(path, stats.size);
		} catch (error) {
			if (!(error instanceof StoreError)) throw error;
			return explain(error);
		}
	},
};

function healthy(path: string, size: number): Diagnosis {
	if (size > WHOLE) {
		openForReading(loadSqlite(), path).close();
		return {
			status: 'ok',
			summary: l10n.t`${path} opens and has the right tables. It is large (${Math.round(size / 1e6)} MB), so not every page was looked at; hashequiv db check does.`,
		};
	}
	const { rows } = databaseInfo(path);
	return {
		status: 'ok',
		summary: l10n.t`${path} is undamaged.`,
		details: Object.entries(rows).map(([table, count]) =>
			plural(count, l10n.t`${table}: 1 row`, l10n.t`${table}: ${count} rows`),
		),
	};
}

function explain(error: StoreError): Diagnosis {
	switch (error.code) {
		case 'no-sqlite':
			return skipped(error.message);
		case 'locked':
			return {
				status: 'info',
				summary: error.message,
				meaning: l10n.t('A server writes at this moment; the database itself was not looked at.'),
			};
		case 'unreadable':
		case 'unwritable':
			return {
				status: 'warning',
				summary: error.message,
				meaning: l10n.t('A server that this user starts cannot use it.'),
				fix: l10n.t('Correct the owner or the permissions of the file and its folder.'),
			};
		default:
			return {
				status: 'problem',
				summary: error.message,
				meaning: l10n.t('A hash equivalence server cannot start with it, or answers wrongly.'),
				fix: l10n.t(
					'Stop the server and put a backup in its place, or remove the file: builds then fill a new one.',
				),
			};
	}
}
