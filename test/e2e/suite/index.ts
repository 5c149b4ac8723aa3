/**
 * The in-editor suite, as VS Code's own test runner wants it: `run()` rejects
 * when a case failed. It runs in the extension host, with the whole `vscode`
 * API, the same through the browser and in desktop VS Code.
 *
 * Results go to the file named by HASHEQUIV_TEST_REPORT after every case, so
 * that a run that hangs still tells what it did.
 */
import { writeFileSync } from 'node:fs';
import { type Case, runCases, tapLine } from '../support/cases';
import { aidCases } from './cases/aids';
import { languageCases } from './cases/language';
import { serverCases } from './cases/server';

const cases: readonly Case<undefined>[] = [...languageCases, ...aidCases, ...serverCases].filter(
	({ name }) => name.includes(process.env.HASHEQUIV_TEST_ONLY ?? ''),
);

export async function run(): Promise<void> {
	const report = process.env.HASHEQUIV_TEST_REPORT;
	const results = await runCases(
		cases,
		async () => undefined,
		async (result, soFar) => {
			console.log(tapLine(result, soFar.length));
			if (report) {
				const complete = soFar.length === cases.length;
				writeFileSync(report, JSON.stringify({ complete, results: soFar }));
			}
		},
	);
	const failed = results.filter((result) => result.error);
	if (failed.length > 0) throw new Error(`${failed.length} of ${results.length} failed`);
}
