/** What the bench runs, made of the sources as `npm run build` makes it, so that nobody's `dist/` is measured. */
import path from 'node:path';
import esbuild from 'esbuild';
import { projectRoot } from '../../../scripts/lib/paths.mjs';

/**
 * @typedef {object} Bundles
 * @property {string} hashequiv the command line
 * @property {string} store the SQL of the store, without a server around it
 */

/**
 * @param {string} folder
 * @returns {Promise<Bundles>}
 */
export async function bundles(folder) {
	const options = /** @type {const} */ ({
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		external: ['node:sqlite'],
		mainFields: ['module', 'main'],
		minify: true,
		logLevel: 'warning',
	});
	const [hashequiv, store] = [path.join(folder, 'hashequiv.js'), path.join(folder, 'store.cjs')];
	await Promise.all([
		esbuild.build({
			...options,
			entryPoints: {
				hashequiv: path.join(projectRoot, 'server/src/start.ts'),
				'hashequiv-serve': path.join(projectRoot, 'server/src/serve.ts'),
			},
			outdir: folder,
		}),
		esbuild.build({
			...options,
			stdin: {
				contents: `
					export { openConnection, updateSchema } from './connection';
					export { hashWriter } from './sqlite-write';`,
				resolveDir: path.join(projectRoot, 'server/src/hashserv/store'),
				loader: 'ts',
			},
			outfile: store,
		}),
	]);
	return { hashequiv, store };
}
