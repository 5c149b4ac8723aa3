import { window } from 'vscode';
import type { BuildSnapshot } from '../../../server/src/shared/state';
import type { Services } from '../commands';
import { releaseText } from '../status/treeModel';
import { applyAndReveal } from './applyEdit';
import { startParamsOf, wantsStart } from './arguments';
import { openSetting } from './openSetting';
import { startHashServer } from './server';

/** Use This Server in local.conf. */
export async function useServer(services: Services, argument: unknown): Promise<void> {
	const buildUri = startParamsOf(argument).buildUri ?? (await chooseBuild(services))?.uri;
	if (buildUri === undefined || !(await ensureServer(services, buildUri, wantsStart(argument)))) {
		return;
	}
	const result = await services.server.useHashServer(buildUri);
	if (result.alreadyDone === undefined) {
		await applyAndReveal(result);
	} else {
		void window.showInformationMessage(result.alreadyDone);
	}
}

async function chooseBuild({ status }: Services): Promise<BuildSnapshot | undefined> {
	const { builds } = status.snapshot;
	if (builds.length === 0) {
		await offerSetting();
		return undefined;
	}
	if (builds.length === 1) {
		return builds[0];
	}
	const items = builds.map((build) => ({
		label: build.label,
		description: releaseText(build.release),
		build,
	}));
	const choice = await window.showQuickPick(items, {
		title: 'Use This Server in local.conf',
		placeHolder: 'Choose a build directory',
	});
	return choice?.build;
}

async function offerSetting(): Promise<void> {
	const open = 'Open Setting';
	const message =
		'No build directory with a conf/local.conf was found in this workspace. If it is elsewhere, name it in the settings.';
	if ((await window.showWarningMessage(message, open)) === open) {
		await openSetting('buildDirectories');
	}
}

/** Starts a server when none answers; asks first, unless that was asked for. */
async function ensureServer(
	services: Services,
	buildUri: string,
	startUnasked: boolean,
): Promise<boolean> {
	if (answers(services.status.snapshot.server.kind)) {
		return true;
	}
	const start = 'Start Hash Server';
	if (!startUnasked) {
		const choice = await window.showInformationMessage('No hash server is running yet.', start);
		if (choice !== start) return false;
	}
	const state = await startHashServer(services, { buildUri });
	return state !== undefined && answers(state.kind);
}

function answers(kind: string): boolean {
	return kind === 'running' || kind === 'attached';
}
