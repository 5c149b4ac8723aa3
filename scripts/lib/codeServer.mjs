/**
 * Puts the real VS Code, in the form that runs in a browser, into the cache.
 *
 * The npm package `code-server` carries the unchanged VS Code workbench and
 * extension host. Its own install scripts compile native modules that we do
 * not need and refuse other Node versions, so they are left out, and the two
 * inner packages that they would have installed are installed here.
 */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { cacheFolder } from './paths.mjs';
import { run } from './processes.mjs';

/** Carries VS Code 1.139.1; the first digits after "4." are VS Code's. */
export const CODE_SERVER_VERSION = '4.139.1';

const INSTALL = [
	'install',
	'--ignore-scripts',
	'--omit=dev',
	'--no-audit',
	'--no-fund',
	'--fetch-retries=5',
	'--loglevel=error',
];

/**
 * Answers the folder of the VS Code server, installing it first when the cache
 * does not hold it. Safe to call from several processes at once.
 *
 * @param {(line: string) => void} [progress]
 */
export async function ensureCodeServer(progress = console.log) {
	const target = path.join(cacheFolder, `code-server-${CODE_SERVER_VERSION}`);
	const vscode = path.join(target, 'node_modules/code-server/lib/vscode');
	if (existsSync(target)) return vscode;

	progress(`Installing VS Code for the browser (code-server ${CODE_SERVER_VERSION}), once.`);
	// The folder gets its name only when it is complete: a half install is never taken for a whole one.
	const partial = `${target}.partial-${process.pid}`;
	const partialVscode = path.join(partial, 'node_modules/code-server/lib/vscode');
	try {
		await rm(partial, { recursive: true, force: true });
		await mkdir(partial, { recursive: true });
		await writeFile(path.join(partial, 'package.json'), '{ "private": true }\n');
		progress('  1/3 the package (about 190 MB)');
		await npm(partial, `code-server@${CODE_SERVER_VERSION}`);
		progress('  2/3 the modules of its server');
		await npm(partialVscode);
		progress('  3/3 the modules of its built-in extensions');
		await npm(path.join(partialVscode, 'extensions'));
		await rename(partial, target).catch((error) => {
			// Another process was quicker: its copy is as good.
			if (!existsSync(target)) throw error;
		});
	} finally {
		await rm(partial, { recursive: true, force: true });
	}
	return vscode;
}

/**
 * @param {string} folder
 * @param {...string} packages
 */
async function npm(folder, ...packages) {
	// The npm that runs us tells its children about our package; this one is about another.
	const env = { ...process.env };
	delete env.npm_config_local_prefix;
	await run('npm', [...INSTALL, '--prefix', folder, ...packages], { cwd: folder, env });
}
