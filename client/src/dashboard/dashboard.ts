import {
	commands,
	type Disposable,
	type ExtensionContext,
	l10n,
	ThemeIcon,
	ViewColumn,
	type WebviewPanel,
	window,
} from 'vscode';
import { COMMANDS } from '../../../server/src/shared/commands';
import { GET_METRICS, type MetricsSample } from '../../../server/src/shared/dashboard';
import { chooseServer } from '../chooseServer';
import type { LanguageServer } from '../languageServer';
import type { StatusStore } from '../status/statusStore';
import { webviewOptions, webviewPage } from '../webviewPage';
import { NO_HISTORY, remember } from './history';
import { dashboardView } from './model';
import { repeat } from './repeat';
import type { ActionId, FromDashboard, ToDashboard } from './view';

const TYPE = 'hashEquivalence.dashboard';
const INTERVAL = 1_000;

export interface Dashboard extends Disposable {
	/** Opens it, or brings the open one to the front. */
	open(): void;
}

/** The dashboard's panel, of which there is one. It looks at a server while it can be seen. */
export function createDashboard(
	context: ExtensionContext,
	server: Pick<LanguageServer, 'request'>,
	status: StatusStore,
): Dashboard {
	let current: WebviewPanel | undefined;

	function show(panel: WebviewPanel, address: string | undefined): void {
		current?.dispose();
		current = panel;
		const stop = fill(panel, address, { context, server, status });
		panel.onDidDispose(() => {
			stop();
			if (current === panel) current = undefined;
		});
	}

	const serializer = window.registerWebviewPanelSerializer(TYPE, {
		deserializeWebviewPanel: async (panel, state: unknown) => {
			panel.webview.options = webviewOptions(context);
			const { address } = Object(state) as Readonly<Record<string, unknown>>;
			show(panel, typeof address === 'string' ? address : undefined);
		},
	});

	return {
		open: () => {
			if (current !== undefined) {
				current.reveal();
				return;
			}
			const title = l10n.t('Hash Equivalence Dashboard');
			const options = webviewOptions(context);
			show(window.createWebviewPanel(TYPE, title, ViewColumn.Active, options), undefined);
		},
		dispose: () => {
			serializer.dispose();
			current?.dispose();
		},
	};
}

interface Parts {
	readonly context: ExtensionContext;
	readonly server: Pick<LanguageServer, 'request'>;
	readonly status: StatusStore;
}

/** Has a panel show a server; returns what ends that. */
function fill(
	panel: WebviewPanel,
	firstAddress: string | undefined,
	{ context, server, status }: Parts,
): () => void {
	let address = firstAddress;
	let history = NO_HISTORY;
	let isReady = false;
	const looking = repeat(ask, show, INTERVAL);

	function show(sample: MetricsSample): void {
		history = remember(history, sample);
		const message: ToDashboard = {
			kind: 'view',
			view: dashboardView(sample, history),
			address: address ?? null,
		};
		void panel.webview.postMessage(message);
	}

	async function ask(): Promise<MetricsSample> {
		try {
			return await server.request(GET_METRICS, address === undefined ? {} : { address });
		} catch (error) {
			const message = error instanceof Error ? error.message : String(error);
			return { kind: 'none', state: { kind: 'failed', message } };
		}
	}

	async function act(id: ActionId): Promise<void> {
		if (id === 'start') {
			address = undefined;
			await commands.executeCommand(COMMANDS.start);
		} else if (id === 'chooseServer') {
			const choice = await chooseServer(status.snapshot);
			if (choice === undefined) return;
			address = choice.address;
		} else if (id === 'explore') {
			await commands.executeCommand(COMMANDS.exploreEquivalences, { address });
			return;
		} else {
			await commands.executeCommand(COMMANDS.showLog);
			return;
		}
		// The panel may have been closed meanwhile, and then must not be asked anything.
		if (isReady && panel.visible) looking.start();
	}

	panel.webview.onDidReceiveMessage((message: FromDashboard) => {
		if (message.kind === 'ready') {
			isReady = true;
			looking.start();
		} else {
			void act(message.id);
		}
	});
	panel.onDidChangeViewState(() => {
		// A page that is hidden is thrown away, and says that it is ready when it is made again.
		if (!panel.visible) looking.stop();
		else if (isReady) looking.start();
	});
	panel.iconPath = new ThemeIcon('dashboard');
	panel.webview.html = webviewPage(panel.webview, context, 'dashboard', panel.title);
	return () => {
		isReady = false;
		looking.stop();
	};
}
