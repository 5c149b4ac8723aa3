import { commands, l10n, window } from 'vscode';
import { COMMANDS } from '../../../server/src/shared/commands';
import {
	RESTART_SERVER,
	START_SERVER,
	STOP_SERVER,
	type StartServerParams,
} from '../../../server/src/shared/messages';
import type { ServerState, StatusSnapshot } from '../../../server/src/shared/state';
import type { Services } from '../commands';
import { startParamsOf } from './arguments';
import { isTrusted } from './trust';

/** Start Hash Server. */
export async function startServer(services: Services, argument: unknown): Promise<void> {
	const state = await startHashServer(services, startParamsOf(argument));
	if (state !== undefined) {
		void offerUse(state, services.status.snapshot);
	}
}

/** Stop Hash Server. */
export async function stopServer({ server, messages }: Services): Promise<void> {
	await messages.during(l10n.t('Stopping the hash server'), server.request(STOP_SERVER));
}

/** Restart Hash Server. */
export async function restartServer(services: Services, argument: unknown): Promise<void> {
	if (await mayStart()) {
		const params = withBuild(services, startParamsOf(argument));
		const request = services.server.request(RESTART_SERVER, params);
		await services.messages.during(l10n.t('Restarting the hash server'), request);
	}
}

/** Starts and resolves to the state reached, or to nothing in Restricted Mode. */
export async function startHashServer(
	services: Services,
	params: StartServerParams,
): Promise<ServerState | undefined> {
	const { server, messages } = services;
	if (!(await mayStart())) {
		return undefined;
	}
	return messages.during(
		l10n.t('Starting the hash server'),
		server.request(START_SERVER, withBuild(services, params)),
	);
}

/** With the build whose shared state the database belongs to, where there is one to prefer. */
function withBuild({ primary }: Services, params: StartServerParams): StartServerParams {
	const buildUri = params.buildUri ?? primary.current?.uri;
	return buildUri === undefined ? params : { ...params, buildUri };
}

function mayStart(): Promise<boolean> {
	return isTrusted(l10n.t('The hash server starts only in a trusted workspace.'));
}

/** A server that no build is told about is of no use: offers the next step, if there is one. */
async function offerUse(state: ServerState, { builds }: StatusSnapshot): Promise<void> {
	if (state.kind !== 'running' && state.kind !== 'attached') {
		return;
	}
	const unaware = builds.some(
		({ settings }) => settings.find(({ name }) => name === 'BB_HASHSERVE')?.value !== state.address,
	);
	if (state.kind === 'running' && !unaware) {
		return;
	}
	const message =
		state.kind === 'running'
			? l10n.t('The hash server is running at {0}.', state.address)
			: l10n.t(
					'Another hash equivalence server already answers at {0}. Builds can use that one.',
					state.address,
				);
	const buttons = unaware ? [l10n.t('Use in local.conf')] : [];
	if ((await window.showInformationMessage(message, ...buttons)) !== undefined) {
		await commands.executeCommand(COMMANDS.useServer);
	}
}
