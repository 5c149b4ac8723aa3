import { env, l10n, window } from 'vscode';
import type { RanRecipe } from '../../../server/src/shared/ran';
import type { Services } from '../commands';
import { RecipePicker } from '../ran/pickRecipe';
import { pickRun } from '../ran/pickRun';
import { pickTask } from '../ran/pickTask';
import { originOf, startParamsOf } from './arguments';
import { openBuildLog } from './openBuildLog';

/** Show What Was Built Instead of Reused: of the build in the argument, a line of the status view, or of a chosen one. */
export async function showRan(services: Services, argument: unknown): Promise<void> {
	const { server, status, explore } = services;
	const title = l10n.t('Built Instead of Reused');
	const { buildUri } = startParamsOf(argument);
	const log = originOf(argument)?.uri;
	const run =
		buildUri !== undefined && log !== undefined
			? { buildUri, log }
			: await pickRun(status.snapshot.builds, title);
	if (run === undefined) return;

	const openLog = (line: number): Promise<void> => openBuildLog(services, { uri: run.log, line });
	const recipes = new RecipePicker(server, run.log, title);
	let recipe: RanRecipe | undefined;
	for (;;) {
		const picked = await recipes.pick(recipe);
		if (picked === undefined) return;
		recipe = picked.recipe;
		if (picked.line !== undefined) return openLog(picked.line);
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
