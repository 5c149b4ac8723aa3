import { type CancellationToken, commands, l10n, window } from 'vscode';
import { COMMANDS } from '../../../server/src/shared/commands';
import {
	RESTART_SERVER,
	START_SERVER,
	STOP_SERVER,
	type StartServerParams,
} from '../../../server/src/shared/messages';
import type { ServerState, StatusSnapshot } from '../../../server/src/shared/state';
import type { Services } from '../commands';
import { showInformation } from '../notifications';
import { withCancellableProgress, withProgress } from '../progress';
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
	const stopped = server.request(STOP_SERVER);
	await messages.during(withProgress(l10n.t('Stopping the hash server'), stopped));
}

/** Restart Hash Server. */
export async function restartServer(services: Services, argument: unknown): Promise<void> {
	if (await mayStart()) {
		const params = withBuild(services, startParamsOf(argument));
		await reach(services, l10n.t('Restarting the hash server'), (token) =>
			services.server.request(RESTART_SERVER, params, token),
		);
	}
}

/** Starts and resolves to the state reached, or to nothing in Restricted Mode. */
export async function startHashServer(
	services: Services,
	params: StartServerParams,
): Promise<ServerState | undefined> {
	if (!(await mayStart())) {
		return undefined;
	}
	return reach(services, l10n.t('Starting the hash server'), (token) =>
		services.server.request(START_SERVER, withBuild(services, params), token),
	);
}

/** Waits for a start that can be cancelled, and says so when it was: else nothing would. */
async function reach(
	{ messages }: Services,
	title: string,
	begin: (token: CancellationToken) => Promise<ServerState>,
): Promise<ServerState | undefined> {
	const state = await messages.during(withCancellableProgress(title, begin));
	if (state === undefined || state.kind === 'stopped') {
		const message = l10n.t('The start of the hash server was cancelled. It does not run.');
		window.setStatusBarMessage(`$(circle-slash) ${message}`, 5000);
	}
	return state;
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
	if ((await showInformation(message, ...buttons)) !== undefined) {
		await commands.executeCommand(COMMANDS.useServer);
	}
}
