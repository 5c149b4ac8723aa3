import { commands, type LogOutputChannel, l10n } from 'vscode';
import { COMMANDS } from '../../server/src/shared/commands';
import { showError, showWarning } from './notifications';

/** Says what a window without its language server lacks. */
export async function reportFailedStart(
	log: LogOutputChannel,
	tryAgain: () => Promise<void>,
): Promise<void> {
	const message = l10n.t(
		'The language server of Yocto Hash Equivalence did not start: this window has no checks and no hash server.',
	);
	const showLog = l10n.t('Show Log');
	const again = l10n.t('Try Again');
	const choice = await showError(message, showLog, again);
	if (choice === showLog) {
		log.show();
	} else if (choice === again) {
		await tryAgain();
	}
}

/**
 * Says that a crash of the language server took the hash server with it: they
 * are one process, and builds that use it go without from now on.
 */
export async function reportLostServer(log: LogOutputChannel, address: string): Promise<void> {
	const start = l10n.t('Start Hash Server');
	const message = l10n.t(
		'The language server stopped unexpectedly, and with it the hash server at {0}. Builds that use it run without hash equivalence until it is started again.',
		address,
	);
	const showLog = l10n.t('Show Log');
	const choice = await showWarning(message, start, showLog);
	if (choice === start) {
		await commands.executeCommand(COMMANDS.start, { address });
	} else if (choice === showLog) {
		log.show();
	}
}
