import { stat } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import { messageOf, StoreError } from '../hashserv/errors';
import { readTasks } from '../hashserv/store/tools/files';
import { isNetworkFileSystem } from '../rules/database';
import type { Patient } from './patient';
import { serverOf } from './servers';

/** A taskhash and what the database on this machine says of it. */
export interface KnownTask {
	readonly method: string;
	readonly taskhash: string;
	readonly unihash: string;
}

/** The database of this build on this machine, whether it is there or not; undefined where it cannot be known. */
export function databaseOf(patient: Patient): string | undefined {
	const { databaseFolder, variable } = patient;
	const isOwn = serverOf(patient).kind === 'auto';
	const folder = isOwn ? databaseFolder : variable('SSTATE_DIR')?.value;
	return folder?.startsWith('/') ? `${folder}/hashserv.db` : undefined;
}

/** A few tasks of that database, or the reason why there are none. */
export async function knownTasks(
	patient: Patient,
	count: number,
): Promise<{ readonly tasks: readonly KnownTask[]; readonly reason: string }> {
	const path = databaseOf(patient);
	if (path === undefined)
		return { tasks: [], reason: l10n.t('Where the database is cannot be known.') };
	const type = patient.fileSystemType(path);
	if (isNetworkFileSystem(type)) {
		return { tasks: [], reason: l10n.t`The database is on a network file system (${type ?? ''}).` };
	}
	try {
		await stat(path);
	} catch {
		return { tasks: [], reason: l10n.t`There is no database ${path} on this machine.` };
	}
	try {
		const tasks: KnownTask[] = [];
		for (const { method, taskhash, unihash } of readTasks(path)) {
			if (unihash !== undefined) tasks.push({ method, taskhash, unihash });
			if (tasks.length === count) break;
		}
		return { tasks, reason: l10n.t`The database ${path} holds no task yet.` };
	} catch (error) {
		if (!(error instanceof StoreError)) throw error;
		return { tasks: [], reason: messageOf(error) };
	}
}
