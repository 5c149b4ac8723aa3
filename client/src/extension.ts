import { type ExtensionContext, window, workspace } from 'vscode';
import { registerCommands } from './commands';
import { createPlanPreview } from './connect/planPreview';
import { createDashboard } from './dashboard/dashboard';
import { createDoctor } from './doctor/doctor';
import { createExplore } from './explore/explore';
import { createLanguageServer, type LanguageServer } from './languageServer';
import { createPrimaryBuild } from './primaryBuild';
import { createServerMessages } from './serverMessages';
import { SECTIONS } from './settings';
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
	const doctor = createDoctor(context, server, log);
	const preview = createPlanPreview();
	const primary = createPrimaryBuild(context.workspaceState, status);
	running = server;

	context.subscriptions.push(
		log,
		status,
		messages,
		dashboard,
		explore,
		doctor,
		preview,
		showStatusBar(status),
		showStatusView(status),
		registerCommands({
			server,
			status,
			messages,
			primary,
			log,
			dashboard,
			explore,
			doctor,
			preview,
		}),
		window.onDidChangeWindowState(({ focused }) => server.tellFocus(focused)),
		workspace.onDidGrantWorkspaceTrust(() => server.restart()),
		workspace.onDidChangeConfiguration((change) => {
			if (SECTIONS.some((section) => change.affectsConfiguration(section))) {
				void server.settingsChanged();
			}
		}),
	);
	await server.restart();
	server.tellFocus(window.state.focused);
}

/** VS Code waits for this, so that the hash server closes its database. */
export async function deactivate(): Promise<void> {
	await running?.stop();
	running = undefined;
}
