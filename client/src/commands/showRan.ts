import { env, l10n, window } from 'vscode';
import type { RanRecipe } from '../../../server/src/shared/ran';
import type { BuildSnapshot } from '../../../server/src/shared/state';
import type { Services } from '../commands';
import { RecipePicker } from '../ran/pickRecipe';
import { type PickedRun, pickRun } from '../ran/pickRun';
import { pickTask } from '../ran/pickTask';
import { runTime } from '../status/lastBuildsNode';
import { originOf, startParamsOf } from './arguments';
import { openBuildLog } from './openBuildLog';

/** Show What Was Built Instead of Reused: of the build in the argument, a line of the status view, or of a chosen one. */
export async function showRan(services: Services, argument: unknown): Promise<void> {
	const { server, status, explore } = services;
	const { buildUri } = startParamsOf(argument);
	const log = originOf(argument)?.uri;
	const run =
		buildUri !== undefined && log !== undefined
			? { buildUri, log }
			: await pickRun(status.snapshot.builds);
	if (run === undefined) return;

	const openLog = (line: number): Promise<void> => openBuildLog(services, { uri: run.log, line });
	const recipes = new RecipePicker(server, run.log, titleOf(status.snapshot.builds, run));
	let recipe: RanRecipe | undefined;
	for (;;) {
		const picked = await recipes.pick(recipe);
		if (picked === undefined) return;
		if (picked.kind === 'log') return openLog(picked.line);
		recipe = picked.recipe;
		const choice = await pickTask(server, run, recipe);
		switch (choice?.kind) {
			case undefined:
				return;
			case 'back':
				break;
			case 'explore':
				return explore.open(choice.query);
			case 'log':
				return openLog(choice.line);
			case 'copy':
				await env.clipboard.writeText(choice.hash);
				window.setStatusBarMessage(`$(check) ${l10n.t('Copied {0}', choice.hash)}`, 3000);
				return;
		}
	}
}

/** Names the build by when it began, as the status view does. */
function titleOf(builds: readonly BuildSnapshot[], { log }: PickedRun): string {
	const runs = builds.flatMap(({ lastBuilds = [] }) => lastBuilds.flatMap(({ runs }) => runs));
	const run = runs.find((one) => one.log === log);
	return run === undefined
		? l10n.t('Built Instead of Reused')
		: l10n.t('Built Instead of Reused: {0}', runTime(run));
}
