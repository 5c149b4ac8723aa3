import { l10n, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import type { BuildSnapshot } from '../../../server/src/shared/state';
import { showInformation } from '../notifications';
import { runText, runTime } from '../status/lastBuildsNode';

/** One run of BitBake of a build. */
export interface PickedRun {
	/** URI of its console log. */
	readonly log: string;
	readonly buildUri: string;
}

/** The only one of the last builds, or one to be chosen; undefined when there is none or none was chosen. */
export async function pickRun(builds: readonly BuildSnapshot[]): Promise<PickedRun | undefined> {
	const items: readonly RunItem[] = builds.flatMap(itemsOf);
	const [only, ...others] = items.flatMap(({ run }) => run ?? []);
	if (only === undefined) {
		void showInformation(
			l10n.t(
				'There is no build to look at yet. After a build, BitBake’s console log is in log/cooker/MACHINE in TMPDIR.',
			),
		);
		return undefined;
	}
	if (others.length === 0) return only;
	const choice = await window.showQuickPick(items, {
		title: l10n.t('Built Instead of Reused'),
		placeHolder: l10n.t('Choose a build'),
		matchOnDescription: true,
	});
	return choice?.run;
}

interface RunItem extends QuickPickItem {
	readonly run?: PickedRun;
}

function itemsOf({ uri, label, lastBuilds = [] }: BuildSnapshot): RunItem[] {
	return lastBuilds.flatMap(({ machine, runs }) => [
		{ label: `${label}, ${machine}`, kind: QuickPickItemKind.Separator },
		...runs.map((run) => ({
			label: runTime(run),
			description: runText(run),
			run: { log: run.log, buildUri: uri },
		})),
	]);
}
