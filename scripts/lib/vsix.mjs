/** Makes the .vsix, the file people install. */
import { readFile, stat } from 'node:fs/promises';
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
		[vsce, 'package', '--no-dependencies', '--out', file, ...(await repositoryOptions())],
		{ cwd: projectRoot },
	);
	if (/\bWARNING\b/.test(listing)) throw new Error(`The packager warns:\n${listing}`);
	const { size } = await stat(file);
	return { file, kilobytes: Math.ceil(size / 1024), listing };
}

/** Relative links in the README can only be completed when the package says where its sources are. */
async function repositoryOptions() {
	const manifest = JSON.parse(await readFile(path.join(projectRoot, 'package.json'), 'utf8'));
	return manifest.repository ? [] : ['--allow-missing-repository', '--no-rewrite-relative-links'];
}
