/** Makes the .vsix, the file people install. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from './paths.mjs';
import { run } from './processes.mjs';

/**
 * Builds for production and packages. Any warning of the packager is an error
 * here: each of them is something a user of the package would notice.
 *
 * @param {string} file where to put the package
 * @returns {Promise<{ file: string, kilobytes: number, listing: string }>}
 */
export async function packageExtension(file) {
	const vsce = path.join(projectRoot, 'node_modules/@vscode/vsce/vsce');
	const listing = await run(
		process.execPath,
		[vsce, 'package', '--no-dependencies', '--out', file],
		{ cwd: projectRoot },
	);
	if (/\bWARNING\b/.test(listing)) throw new Error(`The packager warns:\n${listing}`);
	const { size } = await stat(file);
	return { file, kilobytes: Math.ceil(size / 1024), listing };
}
