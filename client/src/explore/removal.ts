import { l10n, window } from 'vscode';
import type { RowCount, RowsParams } from '../../../server/src/shared/explore';

/** Asks whether rows are to be removed, and tells what that means. */
export async function confirmRemoval(
	name: string,
	{ taskhash }: Pick<RowsParams, 'taskhash'>,
	{ taskhashes, rows }: RowCount,
): Promise<boolean> {
	const what =
		taskhash === undefined
			? l10n.t('Remove all tasks of this class ({0})?', name)
			: l10n.t('Remove the task {0} ({1})?', taskhash.slice(0, 8), name);
	const size =
		rows === null
			? l10n.t('The server does not tell beforehand how many rows that are.')
			: l10n.t('Rows: {0}, of {1} taskhashes.', rows, taskhashes ?? 0);
	const meaning = l10n.t(
		'Builds then find no equal task here any more. The next build that runs one of these tasks reports it anew; until then what depends on it may be built again. Shared state itself stays. This cannot be undone.',
	);
	const remove = l10n.t('Remove');
	const choice = await window.showWarningMessage(
		what,
		{ modal: true, detail: `${size}\n\n${meaning}` },
		remove,
	);
	return choice === remove;
}
