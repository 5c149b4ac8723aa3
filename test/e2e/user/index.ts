/** Runs the user-level cases in the order of the table. */
import { type Case, type Result, runCases, tapLine } from '../support/cases';
import { browseCases } from './cases/browse';
import { commandCases } from './cases/commands';
import { connectCases } from './cases/connect';
import { firstUseCases } from './cases/connectFirstUse';
import { loginCases } from './cases/connectLogin';
import { dashboardCases } from './cases/dashboard';
import { dashboardLookCases } from './cases/dashboardLooks';
import { doctorCases } from './cases/doctor';
import { editingCases } from './cases/editing';
import { exampleCases } from './cases/example';
import { failureCases } from './cases/failures';
import { languageCases } from './cases/languages';
import { lookCases } from './cases/looks';
import { ranCases } from './cases/ran';
import { serverCases } from './cases/server';
import { sharingCases } from './cases/sharing';
import { tourCases } from './cases/tour';
import { workspaceCases } from './cases/workspaces';
import { type Harness, UserContext } from './context';

const cases: readonly Case<UserContext>[] = [
	...exampleCases,
	...editingCases,
	...serverCases,
	...dashboardCases,
	...commandCases,
	...workspaceCases,
	...browseCases,
	...doctorCases,
	...ranCases,
	...sharingCases,
	...connectCases,
	...loginCases,
	...firstUseCases,
	...languageCases,
	...lookCases,
	...dashboardLookCases,
	...failureCases,
];

/** Runs the cases whose name holds `only`, or all. */
export async function run(harness: Harness, only = ''): Promise<Result[]> {
	const wanted = harness.film ? [...cases, ...tourCases] : cases;
	return runCases(
		wanted.filter(({ name }) => name.includes(only)),
		async (number) => new UserContext(harness, number),
		async (result, results, context) => {
			await context?.close(result.error ? result.name : undefined);
			console.log(tapLine(result, results.length));
		},
	);
}
