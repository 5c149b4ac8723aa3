import {
	type Disposable,
	type ExtensionContext,
	type LogOutputChannel,
	l10n,
	type WebviewPanel,
} from 'vscode';
import type { LanguageServer } from '../languageServer';
import { createPagePanel } from '../pagePanel';
import { DoctorSession } from './doctorSession';
import type { FromDoctor } from './view';

export interface Doctor extends Disposable {
	/** Opens the page, or brings the open one to the front, and examines a build there. */
	run(buildUri: string): void;
	/** The report that is shown; undefined where there is none. */
	markdown(): string | undefined;
}

/** The panel with the Doctor's report, of which there is one. It comes back with the report after a reload. */
export function createDoctor(
	context: ExtensionContext,
	server: Pick<LanguageServer, 'longRequest'>,
	log: LogOutputChannel,
): Doctor {
	let shown: DoctorSession | undefined;

	function fill(panel: WebviewPanel, saved: unknown): Pick<Disposable, 'dispose'> {
		const session = new DoctorSession({
			server,
			log,
			post: (message) => void panel.webview.postMessage(message),
			saved,
		});
		shown = session;
		panel.webview.onDidReceiveMessage((message: FromDoctor) => session.receive(message));
		return {
			dispose: () => {
				if (shown === session) shown = undefined;
				session.dispose();
			},
		};
	}

	const panel = createPagePanel(context, {
		bundle: 'doctor',
		title: l10n.t('Hash Equivalence Doctor'),
		icon: 'pulse',
		fill,
	});
	return {
		run: (buildUri) => {
			panel.open({ buildUri });
			void shown?.examine(buildUri);
		},
		markdown: () => shown?.markdown,
		dispose: () => panel.dispose(),
	};
}
