import { l10n, window, workspace } from 'vscode';
import type { ClassSummary } from '../../../server/src/shared/explore';
import { count } from '../numbers';
import { classesTable, classTable, type Format, formatted } from './exportText';
import { nameOf, type Opened } from './state';

/** Opens what was found so far as a new file, in a form that the user chooses. */
export function exportClasses(classes: readonly ClassSummary[]): Promise<void> {
	const title = l10n.t('Export What Was Found: {0}', count(classes.length));
	return open(title, (format) => formatted(classesTable(classes), format));
}

/** Opens the rows of a class that are shown likewise. */
export function exportClass(opened: Opened): Promise<void> {
	const name = nameOf(opened.summary) || opened.summary.unihash.slice(0, 8);
	const title = l10n.t('Export {0}, Rows: {1}', name, count(opened.rows.length));
	return open(title, (format) => formatted(classTable(opened), format));
}

async function open(title: string, textIn: (format: Format) => string): Promise<void> {
	const choice = await window.showQuickPick(
		[
			{ label: 'JSON', format: 'json', language: 'json' },
			{ label: 'CSV', format: 'csv', language: 'plaintext' },
			{ label: 'Markdown', format: 'markdown', language: 'markdown' },
		] as const,
		{ title, placeHolder: l10n.t('Opens as a new file, to be copied or saved') },
	);
	if (choice === undefined) return;
	const { language, format } = choice;
	const document = await workspace.openTextDocument({ language, content: textIn(format) });
	await window.showTextDocument(document);
}
