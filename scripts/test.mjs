/**
 * `npm test`: everything that must hold before a change is good. Checks the
 * sources, runs the unit tests, then the packaged extension in the real
 * editor. The last line adds them up.
 */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { findChromium } from './lib/chromium.mjs';
import { runE2e } from './lib/e2e.mjs';
import { projectRoot, resultsFolder } from './lib/paths.mjs';
import { runVisibly } from './lib/processes.mjs';
import { main } from './lib/shutdown.mjs';
import { report, sum } from './lib/tally.mjs';

await main(async () => {
	const lint = await step('Sources', checkSources);
	const unit = await step('Unit tests', runUnitTests);
	const e2e = await step('In the editor', runE2e);
	report(sum(lint, unit, e2e));
});

/**
 * A step that breaks off counts as one failure and does not keep the next
 * from running.
 *
 * @param {string} name
 * @param {() => Promise<import('./lib/tally.mjs').Tally>} work
 */
async function step(name, work) {
	console.log(`\n== ${name}`);
	const start = Date.now();
	try {
		const tally = await work();
		const seconds = Math.round((Date.now() - start) / 1000);
		console.log(`${name}: ${tally.passed} passed, ${tally.failed} failed in ${seconds} s.`);
		return tally;
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		console.log(`${name}: could not run.`);
		return { passed: 0, failed: 1 };
	}
}

async function checkSources() {
	const code = await npmRun('lint');
	return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
}

async function runUnitTests() {
	const file = path.join(resultsFolder, 'unit.json');
	await rm(file, { force: true });
	// Some of them need it. Where there is none and it cannot be installed, they say so.
	await findChromium().catch(() => undefined);
	const code = await npmRun(
		'test:unit',
		'--reporter=default',
		'--reporter=json',
		`--outputFile.json=${file}`,
	);
	const results = JSON.parse(await readFile(file, 'utf8'));
	const passed = results.numPassedTests;
	// A file that cannot be loaded has no tests to count, and an error outside
	// of any test shows only in the exit code: both are failures all the same.
	const broken = results.testResults.filter(
		(/** @type {{ status: string, assertionResults: unknown[] }} */ result) =>
			result.status === 'failed' && result.assertionResults.length === 0,
	).length;
	const failed = results.numFailedTests + broken;
	return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}

/**
 * @param {string} script
 * @param {...string} args
 */
function npmRun(script, ...args) {
	return runVisibly('npm', ['run', '--silent', script, '--', ...args], { cwd: projectRoot });
}
