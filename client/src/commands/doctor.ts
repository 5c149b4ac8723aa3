import {
	CancellationError,
	type CancellationToken,
	env,
	l10n,
	type Progress,
	ProgressLocation,
	window,
	workspace,
} from 'vscode';
import { type DoctorResult, RUN_DOCTOR } from '../../../server/src/shared/doctor';
import type { Services } from '../commands';
import { shownReport, showReport } from '../doctor/reportPanel';
import { buildOf } from './chooseBuild';
import { isTrusted } from './trust';

/** Run Doctor: for the build in the argument, else the only one or a chosen one. */
export async function runDoctor(services: Services, argument: unknown): Promise<void> {
	const whyNot = l10n.t(
		'The Doctor runs only in a trusted workspace: it connects to the servers and mirrors that the configuration names, and runs Python.',
	);
	if (!(await isTrusted(whyNot))) return;
	const title = l10n.t('Run Doctor');
	const buildUri = await buildOf(argument, services, title);
	if (buildUri === undefined) return;
	// Long enough to see what it does, with the means to end it.
	const options = {
		location: ProgressLocation.Notification,
		title: l10n.t('Hash Equivalence Doctor'),
		cancellable: true,
	};
	const result = await window.withProgress(options, (progress, token) =>
		examine(services, buildUri, progress, token),
	);
	if (result !== undefined) showReport({ ...result, buildUri, unsaved: unsavedFiles() });
}

/** Copy Doctor Report as Markdown: the one that is shown. */
export async function copyDoctorReport(): Promise<void> {
	const report = shownReport();
	if (report === undefined) {
		void window.showInformationMessage(
			l10n.t('There is no report yet: run the Hash Equivalence Doctor first.'),
		);
		return;
	}
	await env.clipboard.writeText(report.markdown);
	window.setStatusBarMessage(`$(check) ${l10n.t('Copied the report as Markdown')}`, 3000);
}

/** Undefined when it was cancelled. */
async function examine(
	{ server }: Services,
	buildUri: string,
	progress: Progress<{ message?: string; increment?: number }>,
	token: CancellationToken,
): Promise<DoctorResult | undefined> {
	try {
		return await server.longRequest(RUN_DOCTOR, { buildUri }, token, ({ done, total, title }) =>
			progress.report({
				message: l10n.t('{0} of {1}: {2}', done, total, title),
				increment: 100 / total,
			}),
		);
	} catch (error) {
		if (token.isCancellationRequested || error instanceof CancellationError) return undefined;
		throw error;
	}
}

/** The Doctor reads the disk, as BitBake does. */
function unsavedFiles(): string[] {
	return workspace.textDocuments
		.filter(({ isDirty, fileName }) => isDirty && /\.(conf|inc)$/.test(fileName))
		.map(({ fileName }) => workspace.asRelativePath(fileName));
}
