import { type Disposable, type ExtensionContext, l10n, type WebviewPanel } from 'vscode';
import type { LanguageServer } from '../languageServer';
import { createPagePanel } from '../pagePanel';
import type { StatusStore } from '../status/statusStore';
import { ExploreSession } from './exploreSession';
import { createOutputs } from './outputs';
import type { ExploreQuery } from './state';
import type { FromExplore } from './view';

export interface Explore extends Disposable {
	/** Opens it, or brings the open one to the front; with a query, to show what that finds. An `address` that is undefined is this window's server. */
	open(query?: ExploreQuery): void;
}

/** The panel in which equivalences are explored, of which there is one. */
export function createExplore(
	context: ExtensionContext,
	server: Pick<LanguageServer, 'request'>,
	status: StatusStore,
): Explore {
	const outputs = createOutputs();

	function fill(panel: WebviewPanel, saved: unknown): Content {
		let isOpen = true;
		const session = new ExploreSession({
			server,
			status,
			outputs,
			// What was asked may be answered after the panel was closed.
			post: (message) => {
				if (isOpen) void panel.webview.postMessage(message);
			},
			saved,
		});
		const watch = status.onDidChange(() => {
			// A page that is hidden is thrown away, and asks when it is made again.
			if (panel.visible) session.follow();
		});
		panel.webview.onDidReceiveMessage((message: FromExplore) => session.receive(message));
		panel.onDidChangeViewState(() => {
			if (!panel.visible) session.rest();
		});
		return {
			session,
			dispose: () => {
				isOpen = false;
				watch.dispose();
				session.rest();
			},
		};
	}

	const panel = createPagePanel(context, {
		bundle: 'explore',
		title: l10n.t('Explore Equivalences'),
		icon: 'search',
		fill,
	});
	return {
		open: (query = {}) => {
			const shown = panel.open(query);
			if ('address' in query || query.text !== undefined) shown?.session.look(query);
		},
		dispose: () => {
			panel.dispose();
			outputs.dispose();
		},
	};
}

interface Content {
	readonly session: ExploreSession;
	dispose(): void;
}
