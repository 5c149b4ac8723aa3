import { env, l10n, window } from 'vscode';
import type { Services } from '../commands';
import { showInformation } from '../notifications';
import { buildOf } from './chooseBuild';
import { isTrusted } from './trust';

/** Run Doctor: for the build in the argument, else the only one or a chosen one. */
export async function runDoctor(services: Services, argument: unknown): Promise<void> {
	const whyNot = l10n.t(
		'The Doctor runs only in a trusted workspace: it connects to the servers and mirrors that the configuration names, and runs Python.',
	);
	if (!(await isTrusted(whyNot))) return;
	const buildUri = await buildOf(argument, services, l10n.t('Run Doctor'));
	if (buildUri !== undefined) services.doctor.run(buildUri);
}

/** Copy Doctor Report as Markdown: the one that is shown. */
export async function copyDoctorReport({ doctor }: Services): Promise<void> {
	const markdown = doctor.markdown();
	if (markdown === undefined) {
		void showInformation(l10n.t('There is no report yet: run the Hash Equivalence Doctor first.'));
		return;
	}
	await env.clipboard.writeText(markdown);
	window.setStatusBarMessage(`$(check) ${l10n.t('Copied the report as Markdown')}`, 3000);
}
