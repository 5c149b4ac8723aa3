import { type ExtensionContext, type LogOutputChannel, l10n, workspace } from 'vscode';
import {
	CloseAction,
	DidChangeConfigurationNotification,
	type DocumentSelector,
	ErrorAction,
	LanguageClient,
	type LanguageClientOptions,
	State,
	TransportKind,
} from 'vscode-languageclient/node';
import { MESSAGES_VARIABLE, SERVER_PROCESS } from '../../server/src/shared/serverProcess';
import { type InitializationOptions, SECTION } from '../../server/src/shared/settings';
import { readSettings } from './settings';

/**
 * The documents that the language server is told about. By path, because the
 * language of a local.conf depends on which other extensions are installed and
 * can change while the file is open. Beside the user's files those that they
 * may include: what is typed there changes the findings here. `untitled` is a
 * file that is named but not yet on disk.
 */
const DOCUMENT_SELECTOR: DocumentSelector = ['file', 'untitled'].flatMap((scheme) => [
	{ scheme, pattern: '**/{local,site,auto}.conf' },
	{ scheme, pattern: '**/conf/*.{conf,inc}' },
	{ scheme, pattern: '**/conf/{distro,machine,multiconfig}/**/*.{conf,inc}' },
]);

/** A language server that has crashed this often without a calm period between stays down. */
const MAX_CRASHES = 5;
const CALM_PERIOD_MS = 3 * 60_000;

/** A client for dist/server.js, not yet started. A failed or stopped one is thrown away, not started again. */
export function createLanguageClient(
	context: ExtensionContext,
	log: LogOutputChannel,
): LanguageClient {
	const { execArgv } = SERVER_PROCESS;
	const env = { ...SERVER_PROCESS.env, [MESSAGES_VARIABLE]: l10n.uri?.fsPath ?? '' };
	const server = {
		module: context.asAbsolutePath('dist/server.js'),
		transport: TransportKind.ipc,
		options: { execArgv: [...execArgv], env },
	};
	const debug = { ...server, options: { execArgv: ['--nolazy', '--inspect=6009'], env } };
	// The id is also where `hashEquivalence.trace.server` is looked up.
	const client: LanguageClient = new QuietLanguageClient(
		SECTION,
		'Yocto Hash Equivalence',
		{ run: server, debug },
		clientOptions(context, log, () => client.state),
	);
	return client;
}

/** Sends the settings as they are now. */
export async function sendSettings(client: LanguageClient): Promise<void> {
	await client.sendNotification(DidChangeConfigurationNotification.type, {
		settings: readSettings(),
	});
}

/**
 * Keeps the library's own pop-ups about a failed start away: they say
 * "couldn't create connection" once per attempt. Ours is shown instead.
 */
class QuietLanguageClient extends LanguageClient {
	override error(message: string, data?: unknown, showNotification?: boolean | 'force'): void {
		super.error(message, data, this.state === State.Running ? showNotification : false);
	}
}

function clientOptions(
	context: ExtensionContext,
	log: LogOutputChannel,
	state: () => State,
): LanguageClientOptions {
	return {
		documentSelector: DOCUMENT_SELECTOR,
		outputChannel: log,
		// A function, because the client starts a crashed server again with today's settings.
		initializationOptions: () => initializationOptions(context),
		initializationFailedHandler: () => false,
		errorHandler: errorHandler(state),
	};
}

function initializationOptions(context: ExtensionContext): InitializationOptions {
	return {
		settings: readSettings(),
		// One for all windows: a database that only one of them knows would forget what the others learnt.
		storagePath: context.globalStorageUri.fsPath,
		trusted: workspace.isTrusted,
		clientCommands: true,
	};
}

/** Restarts a server that crashed while it ran; one that never came up would only crash again. */
function errorHandler(state: () => State): NonNullable<LanguageClientOptions['errorHandler']> {
	let crashes: number[] = [];
	return {
		error: () => ({ action: ErrorAction.Continue, handled: true }),
		closed: () => {
			const now = Date.now();
			crashes = [...crashes.filter((time) => now - time < CALM_PERIOD_MS), now];
			if (state() !== State.Running) {
				return { action: CloseAction.DoNotRestart, handled: true };
			}
			return crashes.length < MAX_CRASHES
				? { action: CloseAction.Restart, handled: true }
				: {
						action: CloseAction.DoNotRestart,
						message: l10n.t(
							'The language server crashed {0} times within three minutes and stays stopped. Reload the window to try again.',
							MAX_CRASHES,
						),
					};
		},
	};
}
