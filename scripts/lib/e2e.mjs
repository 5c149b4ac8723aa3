/**
 * The in-editor tests: the packaged extension in the real VS Code, once from
 * within (a suite in the extension host) and once from outside (a person's
 * keys and clicks in the workbench).
 */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleUserCases } from './bundle.mjs';
import { ensureCodeServer } from './codeServer.mjs';
import { installVsix, startEditorServer } from './editorServer.mjs';
import { projectRoot, resultsFolder } from './paths.mjs';
import { copyPlayground } from './playground.mjs';
import { openBrowser } from './playwright.mjs';
import { freeAddress, usualAddress } from './ports.mjs';
import { runSuiteInBrowser } from './suiteRun.mjs';
import { sum, tallyOf } from './tally.mjs';
import { packageExtension } from './vsix.mjs';

/** Pictures follow the colour scheme that the browser reports, and leave out what cases put into folders. */
const SETTINGS = {
	'window.autoDetectColorScheme': true,
	'files.exclude': { '**/.vscode': true },
};

/**
 * @param {object} [options]
 * @param {string} [options.only] run only user-level cases whose name holds this, and no suite
 * @param {string} [options.suite] run only cases in the extension host whose name holds this
 * @param {string} [options.pictures] folder for the documentation's pictures
 * @param {(scene: import('./animation.mjs').Scene) => void} [options.film] gets the scenes of its animation
 * @param {string} [options.vsix] test this package instead of making one
 * @returns {Promise<import('./tally.mjs').Tally>}
 */
export async function runE2e({ only, suite, pictures, film, vsix } = {}) {
	// Paths show in pictures, and those should not tell of this machine.
	const workFolder = pictures
		? path.join(tmpdir(), 'yocto-pictures')
		: path.join(resultsFolder, 'work');
	const failures = path.join(resultsFolder, 'failures');
	for (const folder of [workFolder, failures]) {
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
		await mkdir(folder, { recursive: true });
	}
	const file = vsix ?? (await packageExtension(path.join(resultsFolder, 'extension.vsix'))).file;
	const vscode = await ensureCodeServer();
	// An editor that trusts every folder, and one that trusts none.
	const dataFolder = path.join(workFolder, 'editor');
	const restrictedFolder = path.join(workFolder, 'restricted-editor');
	await installVsix({ vscode, dataFolder, vsix: file });
	await installVsix({ vscode, dataFolder: restrictedFolder, vsix: file });
	const browser = await openBrowser();

	const extension = await installed(dataFolder);
	const suiteResults = only
		? []
		: await inSuite({ vscode, browser, workFolder, extension, only: suite });
	if (suite) {
		await browser.close();
		return tallyOf(suiteResults);
	}
	const userResults = await asUser({
		vscode,
		dataFolder,
		restrictedFolder,
		only,
		harness: {
			browser,
			extension,
			home: path.join(workFolder, 'home'),
			workFolder,
			failures,
			pictures,
			film,
			copyPlayground,
			freeAddress: pictures ? usualAddress : freeAddress,
			fixture,
		},
	});
	await browser.close();
	return sum(tallyOf(suiteResults), tallyOf(userResults));
}

/**
 * @param {object} options
 * @param {string} options.vscode
 * @param {import('playwright-core').Browser} options.browser
 * @param {string} options.workFolder
 * @param {string} options.extension
 * @param {string | undefined} options.only
 */
async function inSuite({ vscode, browser, workFolder, extension, only }) {
	console.log('\nIn the extension host:');
	const folder = path.join(workFolder, 'suite-build');
	await copyPlayground(folder);
	const settings = { 'hashEquivalence.server.address': await freeAddress() };
	return runSuiteInBrowser({ vscode, browser, extension, folder, workFolder, settings, only });
}

/**
 * @param {object} options
 * @param {string} options.vscode
 * @param {string} options.dataFolder
 * @param {string} options.restrictedFolder
 * @param {string | undefined} options.only
 * @param {{ home: string } & Record<string, unknown>} options.harness what the cases get, but for the editor
 */
async function asUser({ vscode, dataFolder, restrictedFolder, only, harness }) {
	console.log('\nAs a user:');
	const defaultAddress = await freeAddress();
	const restrictedDefaultAddress = await freeAddress();
	const settings = { ...SETTINGS, 'hashEquivalence.server.address': defaultAddress };
	// Logins are written to the home folder: not to that of whoever runs this.
	await mkdir(harness.home, { recursive: true });
	const env = { HOME: harness.home, NETRC: '' };
	const editor = await startEditorServer({
		vscode,
		env,
		dataFolder,
		settings,
		trustEverything: true,
	});
	const restricted = await startEditorServer({
		vscode,
		env,
		dataFolder: restrictedFolder,
		settings: {
			...SETTINGS,
			'hashEquivalence.server.address': restrictedDefaultAddress,
			'security.workspace.trust.startupPrompt': 'never',
		},
	});
	try {
		const cases = await import(pathToFileURL(await bundleUserCases()).href);
		return await cases.run(
			{
				...harness,
				address: editor.address,
				restrictedAddress: restricted.address,
				defaultAddress,
				restrictedDefaultAddress,
			},
			only,
		);
	} finally {
		await restricted.stop();
		await editor.stop();
	}
}

/**
 * The folder of the one installed extension.
 *
 * @param {string} dataFolder
 */
async function installed(dataFolder) {
	const folder = path.join(dataFolder, 'extensions');
	const entries = await readdir(folder, { withFileTypes: true });
	const [extension] = entries.filter((entry) => entry.isDirectory());
	if (!extension) throw new Error(`No extension is installed in ${folder}.`);
	return path.join(folder, extension.name);
}

/** @param {string} name */
function fixture(name) {
	return readFile(path.join(projectRoot, 'test/fixtures', name), 'utf8');
}
