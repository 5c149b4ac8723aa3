import { Disposable, l10n, MarkdownString, StatusBarAlignment, ThemeColor, window } from 'vscode';
import { COMMANDS } from '../../../server/src/shared/commands';
import { statusBarText } from './statusBarModel';
import type { StatusStore } from './statusStore';

/** The status bar item; a click opens the menu of what fits the state. */
export function showStatusBar(status: StatusStore): Disposable {
	const item = window.createStatusBarItem('hashEquivalence.server', StatusBarAlignment.Right, 50);
	item.name = l10n.t('Hash Equivalence Server');
	item.command = COMMANDS.showMenu;

	function update(): void {
		const content = statusBarText(status.snapshot);
		if (content === undefined) {
			item.hide();
			return;
		}
		item.text = content.text;
		item.tooltip = paragraphs(content.tooltip);
		item.accessibilityInformation = { label: content.accessibleLabel, role: 'button' };
		item.backgroundColor =
			content.background === undefined
				? undefined
				: new ThemeColor(`statusBarItem.${content.background}Background`);
		item.show();
	}

	update();
	return Disposable.from(item, status.onDidChange(update));
}

/** Markdown of plain texts; a path's underscores stay underscores. */
function paragraphs(texts: readonly string[]): MarkdownString {
	const markdown = new MarkdownString();
	texts.forEach((text, index) => {
		if (index > 0) {
			markdown.appendMarkdown('\n\n');
		}
		markdown.appendText(text);
	});
	return markdown;
}
