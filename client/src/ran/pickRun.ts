import { l10n, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import type { BuildSnapshot } from '../../../server/src/shared/state';
import { runText, runTime } from '../status/lastBuildsNode';

/** One run of BitBake of a build. */
export interface PickedRun {
	/** URI of its console log. */
	readonly log: string;
	readonly buildUri: string;
}

/** Lets the user choose one of the last builds, if there are several; undefined when there is none or none was chosen. */
export async function pickRun(
	builds: readonly BuildSnapshot[],
	title: string,
): Promise<PickedRun | undefined> {
	const items = builds.flatMap(itemsOf);
	if (items.length === 0) {
		void window.showInformationMessage(
			l10n.t(
				'There is no build to look at yet. After a build, BitBake’s console log is in log/cooker/MACHINE in TMPDIR.',
			),
		);
		return undefined;
	}
	const choice = await window.showQuickPick<QuickPickItem & { readonly run?: PickedRun }>(items, {
		title,
		placeHolder: l10n.t('Choose a build'),
		matchOnDescription: true,
	});
	return choice?.run;
}

function itemsOf({ uri, label, lastBuilds = [] }: BuildSnapshot) {
	return lastBuilds.flatMap(({ machine, runs }) => [
		{ label: `${label}, ${machine}`, kind: QuickPickItemKind.Separator },
		...runs.map((run) => ({
			label: runTime(run),
			description: runText(run),
			run: { log: run.log, buildUri: uri },
		})),
	]);
}
