import { commands, type Disposable, type LogOutputChannel, l10n } from 'vscode';
import { COMMANDS } from '../../server/src/shared/commands';
import type { ServerState } from '../../server/src/shared/state';
import { showError, showWarning } from './notifications';
import { problemOf } from './status/serverText';
import type { StatusStore } from './status/statusStore';

/** Sees to it that a hash server which fails does not go unnoticed, and is not reported twice. */
export interface ServerMessages extends Disposable {
	/** Waits for a request that changes the hash server, and shows a failure. */
	during<T extends ServerState | undefined>(request: Promise<T>): Promise<T>;
}

/** Watches the status, too: the server can fail by itself. */
export function createServerMessages(status: StatusStore, log: LogOutputChannel): ServerMessages {
	let requests = 0;
	let lastFailure: string | undefined;
	let lastProblem: string | undefined;

	const watch = status.onDidChange(() => {
		const state = status.snapshot.server;
		const problem = problemOf(state);
		if (problem !== undefined && lastProblem === undefined) void showProblem(problem);
		lastProblem = problem;
		if (state.kind !== 'failed') {
			lastFailure = undefined;
		} else if (requests === 0 && state.message !== lastFailure) {
			void showFailure(state);
		}
	});

	/** Once for each time that it begins: it may fail with every report. */
	async function showProblem(problem: string): Promise<void> {
		const folder = l10n.t('Open Database Folder');
		const showLog = l10n.t('Show Log');
		const choice = await showWarning(problem, folder, showLog);
		if (choice === showLog) {
			log.show();
		} else if (choice === folder) {
			await commands.executeCommand(COMMANDS.openDatabaseFolder);
		}
	}

	async function showFailure(state: ServerState & { kind: 'failed' }): Promise<void> {
		const { message, offer } = state;
		lastFailure = message;
		const showLog = l10n.t('Show Log');
		const settings = offer === undefined ? l10n.t('Open Settings') : l10n.t('Change Address...');
		const free = offer === undefined ? [] : [l10n.t('Use {0}', offer)];
		const choice = await showError(message, ...free, settings, showLog);
		if (choice === showLog) {
			log.show();
		} else if (choice === settings) {
			const key = offer === undefined ? 'server' : 'server.address';
			await commands.executeCommand(COMMANDS.openSettings, { key });
		} else if (choice !== undefined) {
			await commands.executeCommand(COMMANDS.start, { address: offer });
		}
	}

	return {
		async during(request) {
			requests++;
			try {
				const state = await request;
				if (state?.kind === 'failed') {
					// Not awaited: the command is over, the message may stay for hours.
					void showFailure(state);
				}
				return state;
			} finally {
				requests--;
			}
		},
		dispose: () => watch.dispose(),
	};
}
