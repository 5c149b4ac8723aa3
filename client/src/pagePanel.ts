import {
	type Disposable,
	type ExtensionContext,
	ThemeIcon,
	ViewColumn,
	type WebviewPanel,
	window,
} from 'vscode';
import { type PageBundle, webviewOptions, webviewPage } from './webviewPage';

/** A panel with a page of `client/webview`, of which a window has one. It comes back after a reload. */
export interface PagePanel<Content> extends Disposable {
	/** Opens it with a state like one that its page keeps; an open one comes to the front as it is, and is returned. */
	open(state: unknown): Content | undefined;
}

interface PagePanelOptions<Content> {
	readonly bundle: PageBundle;
	readonly title: string;
	/** A codicon's name. */
	readonly icon: string;
	/** Gives the page what it shows, until that is disposed of. `state` is what its page had kept, in any shape. */
	fill(panel: WebviewPanel, state: Readonly<Record<string, unknown>>): Content;
}

/** Makes the panel, which is not open yet. */
export function createPagePanel<Content extends { dispose(): void }>(
	context: ExtensionContext,
	{ bundle, title, icon, fill }: PagePanelOptions<Content>,
): PagePanel<Content> {
	const type = `hashEquivalence.${bundle}`;
	let current: { readonly panel: WebviewPanel; readonly content: Content } | undefined;

	function show(panel: WebviewPanel, state: unknown): void {
		current?.panel.dispose();
		const shown = { panel, content: fill(panel, Object(state)) };
		current = shown;
		panel.onDidDispose(() => {
			shown.content.dispose();
			if (current === shown) current = undefined;
		});
		panel.iconPath = new ThemeIcon(icon);
		panel.webview.html = webviewPage(panel.webview, context, bundle, panel.title);
	}

	const serializer = window.registerWebviewPanelSerializer(type, {
		deserializeWebviewPanel: async (panel, state: unknown) => {
			panel.webview.options = webviewOptions(context);
			show(panel, state);
		},
	});

	return {
		open: (state) => {
			if (current === undefined) {
				const options = { ...webviewOptions(context), enableFindWidget: true };
				show(window.createWebviewPanel(type, title, ViewColumn.Active, options), state);
				return undefined;
			}
			current.panel.reveal();
			return current.content;
		},
		dispose: () => {
			serializer.dispose();
			current?.panel.dispose();
		},
	};
}
