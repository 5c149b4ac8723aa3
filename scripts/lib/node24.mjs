/** The Node that the VS Code server and the tests of the database need. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { projectRoot } from './paths.mjs';

/**
 * Path of a Node 24. Npm scripts run under it already, because the dev
 * dependency `node` puts it first on their PATH; a script started by hand may not.
 */
export function node24() {
	if (Number.parseInt(process.versions.node, 10) === 24) return process.execPath;
	const installed = path.join(projectRoot, 'node_modules/node/bin/node');
	if (existsSync(installed)) return installed;
	throw new Error(
		`This needs Node 24 and runs under ${process.versions.node}: run "npm ci", then the npm script.`,
	);
}
