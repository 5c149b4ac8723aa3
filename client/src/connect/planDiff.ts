import {
	commands,
	l10n,
	Position,
	TabInputTextDiff,
	type TextDocument,
	type Uri,
	window,
	workspace,
} from 'vscode';
import type { CacheEdit } from '../../../server/src/shared/connect';

const SCHEME = 'hashequiv-plan';

/**
 * Shows what edits would make of a document, beside what it is, and asks
 * whether to make them. True for yes; the document itself is left alone.
 */
export async function confirmInDiff(
	document: TextDocument,
	edits: readonly CacheEdit[],
): Promise<boolean> {
	const text = textAfter(document, edits);
	const uri = document.uri.with({ scheme: SCHEME });
	const provider = workspace.registerTextDocumentContentProvider(SCHEME, {
		provideTextDocumentContent: () => text,
	});
	try {
		const title = l10n.t('local.conf: now, and with the cache');
		await commands.executeCommand('vscode.diff', document.uri, uri, title, { preview: true });
		return await askToApply();
	} finally {
		await closeDiff(uri);
		provider.dispose();
	}
}

async function askToApply(): Promise<boolean> {
	const apply = {
		label: `$(check) ${l10n.t('Apply')}`,
		description: l10n.t('local.conf is changed in the editor, not saved; undo takes it back'),
	};
	const discard = {
		label: `$(discard) ${l10n.t('Discard')}`,
		description: l10n.t('local.conf stays as it is'),
	};
	const choice = await window.showQuickPick([apply, discard], {
		placeHolder: l10n.t('Make the changes that are shown below?'),
		ignoreFocusOut: true,
	});
	return choice === apply;
}

async function closeDiff(uri: Uri): Promise<void> {
	const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
	const ours = tabs.filter(
		({ input }) =>
			input instanceof TabInputTextDiff && input.modified.toString() === uri.toString(),
	);
	await window.tabGroups.close(ours);
}

/** The text with all edits made, which are those of one plan and do not overlap. */
function textAfter(document: TextDocument, edits: readonly CacheEdit[]): string {
	const offset = ({ line, character }: CacheEdit['range']['start']): number =>
		document.offsetAt(new Position(line, character));
	const text = document.getText();
	const ordered = edits
		.map(({ range, newText }) => ({
			start: offset(range.start),
			end: offset(range.end),
			newText,
		}))
		.sort((a, b) => a.start - b.start || a.end - b.end);
	let after = '';
	let at = 0;
	for (const { start, end, newText } of ordered) {
		after += text.slice(at, start) + newText;
		at = end;
	}
	return after + text.slice(at);
}
