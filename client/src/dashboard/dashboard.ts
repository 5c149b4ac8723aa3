import { commands, type Disposable, type ExtensionContext, l10n, type WebviewPanel } from 'vscode';
import { COMMANDS } from '../../../server/src/shared/commands';
import { GET_METRICS, type MetricsSample } from '../../../server/src/shared/dashboard';
import { chooseServer } from '../chooseServer';
import type { LanguageServer } from '../languageServer';
import { createPagePanel } from '../pagePanel';
import type { StatusStore } from '../status/statusStore';
import { NO_HISTORY, remember } from './history';
import { dashboardView } from './model';
import { repeat } from './repeat';
import type { ActionId, FromDashboard, ToDashboard } from './view';

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
	const panel = createPagePanel(context, {
		bundle: 'dashboard',
		title: l10n.t('Hash Equivalence Dashboard'),
		icon: 'dashboard',
		fill: (it, { address }) =>
			fill(it, typeof address === 'string' ? address : undefined, { server, status }),
	});
	return { open: () => void panel.open({}), dispose: () => panel.dispose() };
}

interface Parts {
	readonly server: Pick<LanguageServer, 'request'>;
	readonly status: StatusStore;
}

/** Has a panel show a server. */
function fill(
	panel: WebviewPanel,
	firstAddress: string | undefined,
	{ server, status }: Parts,
): Pick<Disposable, 'dispose'> {
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
	return {
		dispose: () => {
			isReady = false;
			looking.stop();
		},
	};
}
