import type { Origin } from '../../../server/src/shared/state';

/** A line of the status view, without anything of VS Code. */
export interface StatusNode {
	/** The same for the same thing in every snapshot, so that a refresh keeps what is expanded. */
	readonly id: string;
	readonly label: string;
	readonly description?: string;
	/** A codicon's name, and a colour of the theme for it. */
	readonly icon: string;
	readonly color?: string;
	/** Plain texts; those marked as code are values. */
	readonly tooltip: readonly (string | { readonly code: string })[];
	/** What menus in package.json know this line by. */
	readonly context?: string;
	readonly command?: { readonly id: string; readonly title: string; readonly arguments: unknown[] };
	/** For commands that get the node as their argument. */
	readonly buildUri?: string;
	readonly origin?: Origin;
	readonly address?: string;
	readonly children: readonly StatusNode[];
	readonly expanded?: boolean;
}
