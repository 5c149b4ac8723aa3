/**
 * `npm run test:electron`: the in-editor suite in desktop VS Code. It
 * downloads VS Code, so `npm test` does without it. On Linux without a screen
 * run it under `xvfb-run -a`.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { bundleSuite } from './lib/bundle.mjs';
import { node24 } from './lib/node24.mjs';
import { cacheFolder, projectRoot, resultsFolder } from './lib/paths.mjs';
import { copyPlayground } from './lib/playground.mjs';
import { freeAddress } from './lib/ports.mjs';
import { run } from './lib/processes.mjs';
import { main } from './lib/shutdown.mjs';
import { readReport, suiteEnvironment } from './lib/suiteRun.mjs';
import { report, tallyOf } from './lib/tally.mjs';

await main(async () => {
	const manifest = JSON.parse(await readFile(path.join(projectRoot, 'package.json'), 'utf8'));
	const oldest = manifest.engines.vscode.replace(/^\^/, '');
	// The oldest VS Code that the extension says it runs in; VSCODE_VERSION=stable for the newest.
	const version = process.env.VSCODE_VERSION ?? oldest;
	console.log(
		`Desktop VS Code ${version} (downloaded from Microsoft, about 150 MB, unless cached).`,
	);

	await run(node24(), ['esbuild.mjs'], { cwd: projectRoot });
	const folder = path.join(resultsFolder, 'electron/build');
	// Short: VS Code puts sockets there, and their paths may have 107 bytes.
	const userData = path.join(tmpdir(), `hashequiv-${process.pid}`);
	await copyPlayground(folder, { reset: true });
	await mkdir(path.join(userData, 'User'), { recursive: true });
	await writeFile(
		path.join(userData, 'User/settings.json'),
		JSON.stringify({ 'hashEquivalence.server.address': await freeAddress() }),
	);
	const results = path.join(resultsFolder, 'electron/report.json');
	await rm(results, { force: true });
	try {
		const code = await runTests({
			version,
			cachePath: path.join(cacheFolder, 'vscode-test'),
			extensionDevelopmentPath: projectRoot,
			extensionTestsPath: await bundleSuite(),
			extensionTestsEnv: suiteEnvironment(results),
			launchArgs: [
				folder,
				`--user-data-dir=${userData}`,
				'--disable-extensions',
				'--disable-workspace-trust',
			],
		}).catch((error) => {
			// A failed suite rejects too: its report says more than the error.
			console.error(error instanceof Error ? error.message : error);
			return 1;
		});
		report(tallyOf(await readReport(results, code)));
	} finally {
		await rm(userData, { recursive: true, force: true });
	}
});
