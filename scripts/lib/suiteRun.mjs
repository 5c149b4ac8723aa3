/**
 * Runs the in-editor suite inside VS Code in the browser. The window is an
 * Extension Development Host, as on the desktop: the same suite file, run by
 * the same extension host code.
 */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { bundleSuite } from './bundle.mjs';
import { startEditorServer } from './editorServer.mjs';
import { projectRoot } from './paths.mjs';

/** The suite needs seconds; this is for a window that never comes up. In milliseconds. */
const TIMEOUT = 600_000;

/**
 * @param {object} options
 * @param {string} options.vscode
 * @param {import('playwright-core').Browser} options.browser
 * @param {string} options.extension folder of the extension
 * @param {string} options.folder what the window shows
 * @param {string} options.workFolder
 * @param {Record<string, unknown>} options.settings
 * @param {string | undefined} options.only run only cases whose name holds this
 * @returns {Promise<{ name: string, error?: string }[]>}
 */
export async function runSuiteInBrowser(options) {
	const { vscode, browser, extension, folder, workFolder, settings, only } = options;
	const report = path.join(workFolder, 'suite-report.json');
	await rm(report, { force: true });
	const suite = await bundleSuite();
	const editor = await startEditorServer({
		vscode,
		dataFolder: path.join(workFolder, 'suite-editor'),
		settings,
		testDriver: true,
		trustEverything: true,
		env: suiteEnvironment(report, only),
	});
	const context = await browser.newContext({ locale: 'en-US' });
	context.setDefaultTimeout(TIMEOUT);
	try {
		const page = await context.newPage();
		/** @type {Promise<number>} */
		const ended = new Promise((resolve) => {
			page.exposeFunction('codeAutomationExit', resolve);
		});
		await page.exposeFunction(
			'codeAutomationLog',
			(/** @type {string} */ _, /** @type {unknown[]} */ args) => {
				// Workbench chatter stays away; the suite's own lines are the ones to see.
				const line = args.map(String).join(' ');
				const own = /(?:^|%s )((?:not )?ok \d+ - .*)/s.exec(line);
				if (own) console.log(own[1]);
			},
		);
		await page.goto(
			editor.address(folder, [
				['extensionDevelopmentPath', editor.remoteUri(extension)],
				['extensionTestsPath', editor.remoteUri(suite)],
			]),
		);
		const code = await Promise.race([ended, timeout()]);
		return await readReport(report, code);
	} finally {
		await context.close();
		await editor.stop();
	}
}

/**
 * What the suite reads from its environment.
 *
 * @param {string} report file for its results
 * @param {string} [only] what the names of its cases must hold
 */
export function suiteEnvironment(report, only = '') {
	return {
		HASHEQUIV_TEST_REPORT: report,
		HASHEQUIV_TEST_ONLY: only,
		HASHEQUIV_TEST_FIXTURES: path.join(projectRoot, 'test/fixtures'),
	};
}

/**
 * The results, and a failure in their own right when the run did not end as
 * the results say.
 *
 * @param {string} file
 * @param {number | undefined} code what the suite ended with; undefined when it did not end
 * @returns {Promise<{ name: string, error?: string }[]>}
 */
export async function readReport(file, code) {
	const text = await readFile(file, 'utf8').catch(() => '{ "complete": false, "results": [] }');
	const { complete, results } = JSON.parse(text);
	const failed = results.some((/** @type {{ error?: string }} */ result) => result.error);
	const problem =
		code === undefined
			? `did not end within ${TIMEOUT / 1000} s`
			: !complete
				? `ended with code ${code} before its last case`
				: (code !== 0) !== failed
					? `ended with code ${code}, which its results do not explain`
					: undefined;
	if (!problem) return results;
	const error = `The suite ${problem}.`;
	console.log(`not ok - ${error}`);
	return [...results, { name: 'the suite runs to its end', error }];
}

/** @returns {Promise<undefined>} */
function timeout() {
	return new Promise((resolve) => setTimeout(resolve, TIMEOUT).unref());
}
