/**
 * `npm run test:bitbake`: our reading of configurations beside BitBake's, and
 * BitBake's own tests of its hash equivalence server against `hashequiv serve`.
 * BITBAKE_DIR names a checkout of BitBake (the second part needs 2.8 or later);
 * without it nothing is tested. With POKY_DIR, a checkout of poky or
 * OpenEmbedded-Core of the same release, layers and a stock build are compared.
 * Needs Python 3, and for the tests over WebSocket its package `websockets`
 * (PYTHON names another interpreter).
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
	const vitest = path.join(projectRoot, 'node_modules/vitest/vitest.mjs');
	const compared = await runVisibly(process.execPath, [vitest, 'run', 'test/bitbake'], {
		cwd: projectRoot,
	});
	const served = await runVisibly(
		process.env.PYTHON || 'python3',
		[suite, path.resolve(bitbake), ...serve],
		{ cwd: projectRoot },
	);
	process.exitCode = compared || served;
});
