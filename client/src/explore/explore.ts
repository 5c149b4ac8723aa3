import {
	type Disposable,
	type ExtensionContext,
	l10n,
	ThemeIcon,
	ViewColumn,
	type WebviewPanel,
	window,
} from 'vscode';
import type { LanguageServer } from '../languageServer';
import type { StatusStore } from '../status/statusStore';
import { webviewOptions, webviewPage } from '../webviewPage';
import { ExploreSession } from './exploreSession';
import { createOutputs } from './outputs';
import type { FromExplore } from './view';

const TYPE = 'hashEquivalence.explore';

export interface Explore extends Disposable {
	/** Opens it, or brings the open one to the front; with an address, to look at that server. */
	open(address?: string): void;
}

/** The panel in which equivalences are explored, of which there is one. */
export function createExplore(
	context: ExtensionContext,
	server: Pick<LanguageServer, 'request'>,
	status: StatusStore,
): Explore {
	const outputs = createOutputs();
	let current: { readonly panel: WebviewPanel; readonly session: ExploreSession } | undefined;

	function show(panel: WebviewPanel, saved: unknown): void {
		current?.panel.dispose();
		const session = new ExploreSession({
			server,
			status,
			outputs,
			// What was asked may be answered after the panel was closed.
			post: (message) => {
				if (current === shown) void panel.webview.postMessage(message);
			},
			saved,
		});
		const shown = { panel, session };
		current = shown;
		panel.webview.onDidReceiveMessage((message: FromExplore) => session.receive(message));
		panel.onDidChangeViewState(() => {
			if (!panel.visible) session.rest();
		});
		panel.onDidDispose(() => {
			session.rest();
			if (current === shown) current = undefined;
		});
		panel.iconPath = new ThemeIcon('search');
		panel.webview.html = webviewPage(panel.webview, context, 'explore', panel.title);
	}

	const serializer = window.registerWebviewPanelSerializer(TYPE, {
		deserializeWebviewPanel: async (panel, state: unknown) => {
			panel.webview.options = webviewOptions(context);
			show(panel, state);
		},
	});

	return {
		open: (address) => {
			if (current === undefined) {
				const title = l10n.t('Explore Equivalences');
				const options = webviewOptions(context);
				show(window.createWebviewPanel(TYPE, title, ViewColumn.Active, options), { address });
				return;
			}
			current.panel.reveal();
			if (address !== undefined) current.session.lookAt(address);
		},
		dispose: () => {
			serializer.dispose();
			current?.panel.dispose();
			outputs.dispose();
		},
	};
}
