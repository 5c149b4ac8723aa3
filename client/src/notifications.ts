import { window } from 'vscode';
import { unlinked } from './unlinked';

/*
 * Messages as plain texts. The editor makes links of `[text](command:…)` in
 * them, which run commands; and messages hold what servers say, names of files
 * and values of variables, which are anybody's.
 */

/** Shows an error with buttons; the one that was pressed. */
export function showError(
	message: string,
	...buttons: readonly string[]
): Thenable<string | undefined> {
	return window.showErrorMessage(unlinked(message), ...buttons);
}

/** Likewise a warning. */
export function showWarning(
	message: string,
	...buttons: readonly string[]
): Thenable<string | undefined> {
	return window.showWarningMessage(unlinked(message), ...buttons);
}

/** Likewise what is neither. */
export function showInformation(
	message: string,
	...buttons: readonly string[]
): Thenable<string | undefined> {
	return window.showInformationMessage(unlinked(message), ...buttons);
}
