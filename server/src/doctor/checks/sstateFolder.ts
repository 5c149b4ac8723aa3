import { constants } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { type Check, type Diagnosis, plural, skipped } from '../check';

/** Folders in it that are named. */
const SHOWN = 5;

export const sstateFolder: Check = {
	id: 'sstate-dir',
	title: l10n.t('Shared state folder'),
	run: async ({ directory, variable, placeOf }) => {
		if (!(await isWritable(directory))) {
			return skipped(
				l10n.t('This user cannot write to the build directory, so another one builds here.'),
			);
		}
		const folder = variable('SSTATE_DIR')?.value ?? '';
		if (!folder.startsWith('/')) return skipped(l10n.t('Where SSTATE_DIR is cannot be known.'));
		const place = placeOf('SSTATE_DIR');
		const at = place === undefined ? {} : { place };
		const obstacle = await obstacleAt(folder);
		if (obstacle !== undefined) {
			return {
				...at,
				status: 'problem',
				summary: obstacle,
				meaning: l10n.t(
					'BitBake stops: every task whose output belongs in shared state writes it there.',
				),
				fix: l10n.t(
					'Have the folder’s owner let this user write, or set SSTATE_DIR to a folder of your own and read this one as a mirror: SSTATE_MIRRORS = "file://.* file:///FOLDER/PATH".',
				),
			};
		}
		const closed = await closedFolders(folder);
		return closed.length === 0
			? { status: 'ok', summary: l10n.t`This user can write to ${folder}.` }
			: { ...at, ...partlyClosed(folder, closed) };
	},
};

/** Why nothing can be written to a folder, or to the one where it would be made. */
async function obstacleAt(folder: string): Promise<string | undefined> {
	for (let path = folder; ; path = dirname(path)) {
		try {
			if (!(await stat(path)).isDirectory()) return l10n.t`${path} is no folder.`;
			await access(path, constants.W_OK | constants.X_OK);
			return undefined;
		} catch (error) {
			const code = error instanceof Error && 'code' in error ? error.code : undefined;
			if (code === 'ENOENT' || code === 'ENOTDIR') continue;
			if (code === 'EROFS') return l10n.t`${path} is on a file system that is mounted read-only.`;
			return path === folder
				? l10n.t`This user cannot write to ${folder}.`
				: l10n.t`${folder} does not exist, and this user cannot make it in ${path}.`;
		}
	}
}

/** Folders right in it that another user made and this one cannot write to. */
async function closedFolders(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
	const closed = await Promise.all(
		entries
			.filter((entry) => entry.isDirectory())
			.map(async ({ name }) => ((await isWritable(join(folder, name))) ? [] : [name])),
	);
	return closed.flat();
}

function isWritable(folder: string): Promise<boolean> {
	return access(folder, constants.W_OK | constants.X_OK).then(
		() => true,
		() => false,
	);
}

function partlyClosed(folder: string, closed: readonly string[]): Diagnosis {
	return {
		status: 'problem',
		summary: plural(
			closed.length,
			l10n.t`This user cannot write to 1 folder in ${folder}, which another user made.`,
			l10n.t`This user cannot write to ${closed.length} folders in ${folder}, which another user made.`,
		),
		details: closed.slice(0, SHOWN),
		meaning: l10n.t('A task whose output belongs in such a folder fails, and with it the build.'),
		fix: l10n.t(
			'Have all builders in one group that may write, and the folders hand the group on: chgrp -R GROUP and chmod -R g+rwXs on SSTATE_DIR, by its owner.',
		),
	};
}
