/**
 * `npm run test:bitbake`: BitBake's own tests of its hash equivalence server,
 * against `hashequiv serve`. BITBAKE_DIR names a checkout of BitBake 2.8 or
 * later; without it nothing is tested. Needs Python 3, and for the tests over
 * WebSocket its package `websockets` (PYTHON names another interpreter).
 */
import path from 'node:path';
import esbuild from 'esbuild';
import { projectRoot, resultsFolder } from './lib/paths.mjs';
import { runVisibly } from './lib/processes.mjs';
import { main } from './lib/shutdown.mjs';

await main(async () => {
	const bitbake = process.env.BITBAKE_DIR;
	if (!bitbake) {
		console.log("BitBake's own tests: skipped, because BITBAKE_DIR names no checkout of BitBake.");
		return;
	}
	const server = path.join(resultsFolder, 'bitbake', 'hashequiv.cjs');
	await esbuild.build({
		entryPoints: [path.join(projectRoot, 'server/src/cli.ts')],
		outfile: server,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		external: ['node:sqlite'],
		mainFields: ['module', 'main'],
		logLevel: 'warning',
	});
	const suite = path.join(projectRoot, 'test/bitbake/hashserv_suite.py');
	const serve = [process.execPath, server, 'serve'];
	process.exitCode = await runVisibly(
		process.env.PYTHON || 'python3',
		[suite, path.resolve(bitbake), ...serve],
		{ cwd: projectRoot },
	);
});
