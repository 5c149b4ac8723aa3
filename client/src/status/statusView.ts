import {
	Disposable,
	EventEmitter,
	MarkdownString,
	ThemeColor,
	ThemeIcon,
	TreeItem,
	TreeItemCollapsibleState,
	window,
	workspace,
} from 'vscode';
import type { StatusNode } from './statusNode';
import type { StatusStore } from './statusStore';
import { statusTree } from './treeModel';
import { viewMessage } from './viewMessage';

/** As package.json has it. */
export const STATUS_VIEW = 'hashEquivalence.status';

/** The view of the activity bar: the hash server and every build, with where each setting comes from. */
export function showStatusView(status: StatusStore): Disposable {
	const changed = new EventEmitter<void>();
	let roots = statusTree(status.snapshot, workspace.isTrusted);
	const view = window.createTreeView<StatusNode>(STATUS_VIEW, {
		treeDataProvider: {
			onDidChangeTreeData: changed.event,
			getTreeItem: toTreeItem,
			getChildren: (node) => [...(node?.children ?? roots)],
		},
	});
	const watch = status.onDidChange(() => {
		const { snapshot } = status;
		const next = statusTree(snapshot, workspace.isTrusted);
		// Without rows there is the welcome text, which a message would hide.
		const message = next.length === 0 ? '' : viewMessage(snapshot, workspace.isTrusted);
		if (message !== view.message) view.message = message;
		// A refresh closes an open tooltip, so only what changed is a reason for one.
		if (JSON.stringify(next) !== JSON.stringify(roots)) {
			roots = next;
			changed.fire();
		}
	});
	return Disposable.from(view, watch, changed);
}

function toTreeItem(node: StatusNode): TreeItem {
	const item = new TreeItem(node.label, collapsibleState(node));
	item.id = node.id;
	item.iconPath = new ThemeIcon(
		node.icon,
		node.color === undefined ? undefined : new ThemeColor(node.color),
	);
	item.tooltip = toMarkdown(node.tooltip);
	item.accessibilityInformation = {
		label: node.description === undefined ? node.label : `${node.label}, ${node.description}`,
	};
	if (node.description !== undefined) {
		item.description = node.description;
	}
	if (node.context !== undefined) {
		item.contextValue = node.context;
	}
	if (node.command !== undefined) {
		const { id, title, arguments: args } = node.command;
		item.command = { command: id, title, arguments: args };
	}
	return item;
}

function collapsibleState({ children, expanded }: StatusNode): TreeItemCollapsibleState {
	if (children.length === 0) {
		return TreeItemCollapsibleState.None;
	}
	return expanded === true ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}

function toMarkdown(parts: StatusNode['tooltip']): MarkdownString {
	const markdown = new MarkdownString();
	for (const part of parts) {
		if (typeof part === 'string') {
			markdown.appendText(part).appendMarkdown('\n\n');
		} else {
			markdown.appendCodeblock(part.code, 'text');
		}
	}
	return markdown;
}
