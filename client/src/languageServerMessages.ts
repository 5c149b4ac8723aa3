import { commands, type LogOutputChannel, window } from 'vscode';
import { COMMANDS } from '../../server/src/shared/commands';

/** Says what a window without its language server lacks. */
export async function reportFailedStart(
	log: LogOutputChannel,
	tryAgain: () => Promise<void>,
): Promise<void> {
	const message =
		'The language server of Yocto Hash Equivalence did not start: this window has no checks and no hash server.';
	const choice = await window.showErrorMessage(message, 'Show Log', 'Try Again');
	if (choice === 'Show Log') {
		log.show();
	} else if (choice === 'Try Again') {
		await tryAgain();
	}
}

/**
 * Says that a crash of the language server took the hash server with it: they
 * are one process, and builds that use it go without from now on.
 */
export async function reportLostServer(log: LogOutputChannel, address: string): Promise<void> {
	const start = 'Start Hash Server';
	const message = `The language server stopped unexpectedly, and with it the hash server at ${address}.`;
	const choice = await window.showWarningMessage(message, start, 'Show Log');
	if (choice === start) {
		await commands.executeCommand(COMMANDS.start, { address });
	} else if (choice === 'Show Log') {
		log.show();
	}
}
