import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as l10n from '@vscode/l10n';
import { isNetworkFileSystem } from '../../rules/database';
import { type Check, skipped } from '../check';
import { databaseOf } from '../knownTasks';

/** Bytes. */
const LITTLE = 1024 ** 3;
const NEXT_TO_NOTHING = 50 * 1024 ** 2;

export const databasePlace: Check = {
	id: 'database-place',
	title: l10n.t('Disk of the database'),
	run: async (patient) => {
		const path = databaseOf(patient);
		if (path === undefined) return skipped(l10n.t('Where the database is cannot be known.'));
		const type = patient.fileSystemType(path);
		if (isNetworkFileSystem(type)) {
			return {
				status: 'warning',
				summary: l10n.t`${dirname(path)} is on a network file system (${type ?? ''}).`,
				meaning: l10n.t(
					'SQLite’s locks cannot be relied on there: the database can be damaged, and from Yocto 6.0 on BitBake refuses NFS.',
				),
				fix: l10n.t(
					'Have the database on a local disk, or run one server for all and name its address in BB_HASHSERVE.',
				),
			};
		}
		const free = await freeSpace(dirname(path));
		if (free === undefined)
			return skipped(l10n.t`The free space of ${dirname(path)} cannot be told.`);
		const size =
			free >= LITTLE ? `${(free / LITTLE).toFixed(0)} GiB` : `${Math.floor(free / 1024 ** 2)} MiB`;
		const space =
			type === undefined
				? l10n.t`${size} free at ${dirname(path)}.`
				: l10n.t`${size} free on ${type} at ${dirname(path)}.`;
		if (free >= LITTLE) return { status: 'ok', summary: space };
		return {
			status: free < NEXT_TO_NOTHING ? 'problem' : 'warning',
			summary: space,
			meaning: l10n.t(
				'When the disk is full the server cannot store reports, and the build itself fails.',
			),
			fix: l10n.t('Make room: old objects in SSTATE_DIR and TMPDIR are the largest.'),
		};
	},
};

/** Bytes for this user, at the path or the nearest folder above it that exists. */
async function freeSpace(path: string): Promise<number | undefined> {
	for (let folder = path; ; folder = dirname(folder)) {
		try {
			const { bavail, bsize } = await statfs(folder);
			return bavail * bsize;
		} catch {
			if (folder === dirname(folder)) return undefined;
		}
	}
}
