import { l10n, type TextDocument, Uri, workspace } from 'vscode';
import type { CachePlan } from '../../../server/src/shared/connect';
import { applyAndReveal } from '../commands/applyEdit';
import { showInformation, showWarning } from '../notifications';
import type { PlanPreview } from './planPreview';

/** What to do where a plan is impossible. */
interface Alternative {
	readonly label: string;
	run(): unknown;
}

/**
 * Shows what a plan changes, makes the changes if the user wants them, and
 * says what came of it. Saving is left to the user.
 */
export async function carryOut(
	preview: PlanPreview,
	plan: CachePlan,
	alternative: Alternative,
): Promise<void> {
	switch (plan.kind) {
		case 'impossible': {
			const { label, run } = alternative;
			if ((await showWarning(plan.reason, label)) === label) await run();
			return;
		}
		case 'done':
			void showInformation(plan.message);
			return;
		case 'edit':
			await edit(preview, plan);
	}
}

async function edit(
	preview: PlanPreview,
	plan: Extract<CachePlan, { kind: 'edit' }>,
): Promise<void> {
	const document = await workspace.openTextDocument(Uri.parse(plan.uri, true));
	const { version } = document;
	if (!(await preview.confirm(document, plan.edits))) return;
	if (document.version !== version) {
		throw new Error(
			l10n.t('local.conf has changed meanwhile, so nothing was applied. Run the command again.'),
		);
	}
	await applyAndReveal(plan);
	void offerToSave(document, plan.notes);
}

async function offerToSave(document: TextDocument, notes: readonly string[]): Promise<void> {
	const save = l10n.t('Save');
	const message = l10n.t('The build uses the cache once local.conf is saved.');
	if ((await showInformation([message, ...notes].join(' '), save)) === save) {
		await document.save();
	}
}
