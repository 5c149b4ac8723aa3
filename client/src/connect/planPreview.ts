import {
	commands,
	Disposable,
	l10n,
	Position,
	type Tab,
	TabInputTextDiff,
	type TextDocument,
	type Uri,
	window,
	workspace,
} from 'vscode';
import type { CacheEdit } from '../../../server/src/shared/connect';
import { setContextKey } from '../contextKeys';
import { showInformation } from '../notifications';

/** As in package.json, where buttons are put into the title of such an editor. */
const SCHEME = 'hashequiv-plan';

/** Shows what edits would make of a document beside what it is, of one plan at a time. */
export interface PlanPreview extends Disposable {
	/**
	 * Shows the edits and waits until they are wanted or not; closing the
	 * editor and showing another plan mean that they are not. The document
	 * itself is left alone.
	 */
	confirm(document: TextDocument, edits: readonly CacheEdit[]): Promise<boolean>;
	/** What the buttons in the editor's title are for. */
	answer(isWanted: boolean): void;
}

interface Shown {
	readonly uri: Uri;
	readonly text: string;
	settle(isWanted: boolean): void;
}

/** How many there were. */
let previews = 0;

/** Makes the preview; nothing is shown yet. */
export function createPlanPreview(): PlanPreview {
	let shown: Shown | undefined;
	// After a reload of the window nobody waits for an answer any more.
	void closeTabs((tab) => isPreview(tab));
	const parts = Disposable.from(
		workspace.registerTextDocumentContentProvider(SCHEME, {
			provideTextDocumentContent: () => shown?.text ?? '',
		}),
		window.tabGroups.onDidChangeTabs(({ closed }) => {
			// One that was moved to another group is closed and opened.
			const { uri } = shown ?? {};
			const isOurs = (tab: Tab): boolean => uri !== undefined && isPreview(tab, uri);
			if (closed.some(isOurs) && !allTabs().some(isOurs)) shown?.settle(false);
		}),
	);

	async function confirm(document: TextDocument, edits: readonly CacheEdit[]): Promise<boolean> {
		shown?.settle(false);
		await closeTabs((tab) => isPreview(tab));
		let settle: (isWanted: boolean) => void = () => {};
		const answer = new Promise<boolean>((resolve) => {
			settle = resolve;
		});
		// Never the same twice: the editor remembers what a preview showed.
		const uri = document.uri.with({ scheme: SCHEME, query: `${++previews}` });
		const mine: Shown = { uri, text: textAfter(document, edits), settle };
		shown = mine;
		let asking: Promise<void> | undefined;
		setContextKey('hasPlan', true);
		try {
			const title = l10n.t('local.conf: now, and with the cache');
			await commands.executeCommand('vscode.diff', document.uri, uri, title, { preview: false });
			asking = ask(mine, () => shown === mine).then(() => {
				asking = undefined;
			});
			return await answer;
		} finally {
			if (shown === mine) {
				shown = undefined;
				setContextKey('hasPlan', false);
			}
			await closeTabs((tab) => isPreview(tab, uri));
			// A question that was answered elsewhere cannot be taken back, but put away.
			if (asking !== undefined) await commands.executeCommand('notifications.hideToasts');
		}
	}

	return {
		confirm,
		answer: (isWanted) => shown?.settle(isWanted),
		dispose: () => {
			shown?.settle(false);
			parts.dispose();
		},
	};
}

/** Asks with words, too. Who puts the message away still has the buttons in the editor's title. */
async function ask({ settle }: Shown, isOpen: () => boolean): Promise<void> {
	const apply = l10n.t('Apply');
	const discard = l10n.t('Discard');
	const question = l10n.t(
		'Make these changes to local.conf? They are made in the editor and not saved; undo takes them back.',
	);
	const choice = await showInformation(question, apply, discard);
	if (choice === undefined) return;
	if (isOpen()) settle(choice === apply);
	else if (choice === apply) {
		void showInformation(
			l10n.t('The preview was closed before, so this changed nothing. Run the command again.'),
		);
	}
}

function isPreview({ input }: Tab, uri?: Uri): boolean {
	return (
		input instanceof TabInputTextDiff &&
		input.modified.scheme === SCHEME &&
		(uri === undefined || input.modified.toString() === uri.toString())
	);
}

function allTabs(): Tab[] {
	return window.tabGroups.all.flatMap((group) => group.tabs);
}

async function closeTabs(isMeant: (tab: Tab) => boolean): Promise<void> {
	await window.tabGroups.close(allTabs().filter(isMeant));
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
