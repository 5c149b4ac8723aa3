/** Makes plain JavaScript of the TypeScript that the in-editor tests are written in. */
import path from 'node:path';
import esbuild from 'esbuild';
import { projectRoot, resultsFolder } from './paths.mjs';

/**
 * The suite that runs inside the extension host. Answers its file.
 *
 * @returns {Promise<string>}
 */
export function bundleSuite() {
	return bundle('test/e2e/suite/index.ts', 'suite.cjs', { format: 'cjs', external: ['vscode'] });
}

/**
 * The user-level cases. Answers the file to import.
 *
 * @returns {Promise<string>}
 */
export function bundleUserCases() {
	return bundle('test/e2e/user/index.ts', 'user.mjs', { format: 'esm', packages: 'external' });
}

/**
 * @param {string} entry
 * @param {string} name
 * @param {import('esbuild').BuildOptions} options
 */
async function bundle(entry, name, options) {
	// Inside the project, so that packages are found from there.
	const outfile = path.join(resultsFolder, 'bundles', name);
	await esbuild.build({
		entryPoints: [path.join(projectRoot, entry)],
		outfile,
		bundle: true,
		platform: 'node',
		target: 'node22',
		sourcemap: 'inline',
		logLevel: 'warning',
		...options,
	});
	return outfile;
}
