import {
	l10n,
	Range,
	type TextDocument,
	Uri,
	WorkspaceEdit,
	type WorkspaceEditEntryMetadata,
	window,
	workspace,
} from 'vscode';
import type { CachePlan } from '../../../server/src/shared/connect';

/**
 * Shows a plan's edits in the refactor preview, where the user applies them or
 * not, and says what came of it. Saving is left to the user.
 */
export async function carryOut(plan: CachePlan): Promise<void> {
	switch (plan.kind) {
		case 'impossible':
			void window.showWarningMessage(plan.reason);
			return;
		case 'done':
			void window.showInformationMessage(plan.message);
			return;
		case 'edit': {
			const document = await workspace.openTextDocument(Uri.parse(plan.uri, true));
			await window.showTextDocument(document, { preview: false });
			if (await previewed(document, plan)) void offerToSave(document, plan.notes);
		}
	}
}

/** True when the user applied at least one of the edits. */
async function previewed(
	document: TextDocument,
	{ edits }: Extract<CachePlan, { kind: 'edit' }>,
): Promise<boolean> {
	const change = new WorkspaceEdit();
	for (const { range, newText, purpose } of edits) {
		const { start, end } = range;
		const place = new Range(start.line, start.character, end.line, end.character);
		change.replace(document.uri, place, newText, LABELS[purpose]());
	}
	const { version } = document;
	await workspace.applyEdit(change, { isRefactoring: true });
	return document.version !== version;
}

const LABELS = {
	add: (): WorkspaceEditEntryMetadata => ({
		label: l10n.t('Use the cache'),
		needsConfirmation: true,
	}),
	replace: (): WorkspaceEditEntryMetadata => ({
		label: l10n.t('Turn off what it replaces'),
		needsConfirmation: true,
	}),
} as const;

async function offerToSave(document: TextDocument, notes: readonly string[]): Promise<void> {
	const save = l10n.t('Save');
	const message = l10n.t('The build uses the cache once local.conf is saved.');
	if ((await window.showInformationMessage([message, ...notes].join(' '), save)) === save) {
		await document.save();
	}
}
