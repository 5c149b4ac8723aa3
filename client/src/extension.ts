import { type ExtensionContext, window, workspace } from 'vscode';
import { SECTION } from '../../server/src/shared/settings';
import { registerCommands } from './commands';
import { createDashboard } from './dashboard/dashboard';
import { createExplore } from './explore/explore';
import { createLanguageServer, type LanguageServer } from './languageServer';
import { createServerMessages } from './serverMessages';
import { showStatusBar } from './status/statusBar';
import { createStatusStore } from './status/statusStore';
import { showStatusView } from './status/statusView';

let running: LanguageServer | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
	const log = window.createOutputChannel('Yocto Hash Equivalence', { log: true });
	const status = createStatusStore();
	const server = createLanguageServer(context, log, status);
	const messages = createServerMessages(status, log);
	const dashboard = createDashboard(context, server, status);
	const explore = createExplore(context, server, status);
	running = server;

	context.subscriptions.push(
		log,
		status,
		messages,
		dashboard,
		explore,
		showStatusBar(status),
		showStatusView(status),
		registerCommands({ server, status, messages, log, dashboard, explore }),
		workspace.onDidGrantWorkspaceTrust(() => server.restart()),
		workspace.onDidChangeConfiguration((change) => {
			if (change.affectsConfiguration(SECTION)) {
				void server.settingsChanged();
			}
		}),
	);
	await server.restart();
}

/** VS Code waits for this, so that the hash server closes its database. */
export async function deactivate(): Promise<void> {
	await running?.stop();
	running = undefined;
}
