import { type QuickInputButton, type QuickPick, type QuickPickItem, window } from 'vscode';

/** What became of a pick: an item, one of its buttons, or a button of the pick itself. */
export type Picked<T> =
	| { readonly item: T; readonly button?: QuickInputButton }
	| { readonly item: undefined; readonly button: QuickInputButton };

/**
 * Shows a pick at once and fills it while it is open; undefined when it was
 * left. `fill` is told by the signal when nobody wants it any more; what it
 * throws comes out here.
 */
export function showPick<T extends QuickPickItem>(
	arrange: (pick: QuickPick<T>) => void,
	fill: (pick: QuickPick<T>, signal: AbortSignal) => Promise<void>,
): Promise<Picked<T> | undefined> {
	return new Promise((resolve, reject) => {
		const pick = window.createQuickPick<T>();
		const gone = new AbortController();
		const end = (settle: () => void): void => {
			settle();
			gone.abort();
			pick.dispose();
		};
		pick.onDidAccept(() => {
			const [item] = pick.selectedItems;
			if (item !== undefined) end(() => resolve({ item }));
		});
		pick.onDidTriggerItemButton(({ item, button }) => end(() => resolve({ item, button })));
		pick.onDidTriggerButton((button) => end(() => resolve({ item: undefined, button })));
		pick.onDidHide(() => end(() => resolve(undefined)));
		pick.busy = true;
		arrange(pick);
		pick.show();
		fill(pick, gone.signal)
			.then(() => {
				if (!gone.signal.aborted) pick.busy = false;
			})
			.catch((error: unknown) => {
				if (!gone.signal.aborted) end(() => reject(error));
			});
	});
}
