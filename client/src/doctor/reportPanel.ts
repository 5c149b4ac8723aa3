import { l10n, ViewColumn, type WebviewPanel, window } from 'vscode';
import { COMMANDS } from '../../../server/src/shared/commands';
import { setContextKey } from '../contextKeys';
import { reportPage, type ShownReport } from './reportPage';

/** The one report of this window; a new one takes the place of the last. */
let open: { readonly panel: WebviewPanel; report: ShownReport } | undefined;

/** Shows a report in an editor. */
export function showReport(report: ShownReport): void {
	if (open) {
		open.report = report;
		open.panel.reveal();
	} else {
		const panel = window.createWebviewPanel(
			'hashEquivalence.doctor',
			l10n.t('Hash Equivalence Doctor'),
			ViewColumn.Active,
			{
				// The page has no scripts: all that it can do is to call these.
				enableCommandUris: [COMMANDS.copyDoctorReport, COMMANDS.runDoctor, COMMANDS.openOrigin],
				enableFindWidget: true,
				localResourceRoots: [],
			},
		);
		panel.onDidDispose(() => {
			open = undefined;
			setContextKey('hasReport', false);
		});
		open = { panel, report };
		setContextKey('hasReport', true);
	}
	open.panel.webview.html = reportPage(report);
}

/** The report in the open editor, if there is one. */
export function shownReport(): ShownReport | undefined {
	return open?.report;
}
