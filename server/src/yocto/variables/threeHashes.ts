import * as l10n from '@vscode/l10n';

/** Said wherever one of the three is spoken of, for they are easily taken for one another. */
export const THREE_HASHES = l10n.t(
	'The **task hash** comes from a task’s inputs, the **output hash** from what the task produced; the **unihash** is the name under which equal outputs are known, at first the task hash itself.',
);

/** `details` of a variable that is about hashes: its own sentences, then the three hashes. */
export function aboutHashes(details: string): string {
	return `${details}\n\n${THREE_HASHES}`;
}
