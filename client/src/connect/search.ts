import { CancellationError, l10n, ProgressLocation, window } from 'vscode';
import { FIND_CACHE, type FoundCache } from '../../../server/src/shared/connect';
import type { LanguageServer } from '../languageServer';
import { showError, showWarning } from '../notifications';
import { hostFault } from './hostFault';

/** Asks for a host and looks there, until something is found or the user gives up. */
export async function searchCache(
	server: LanguageServer,
	title: string,
	suggestion: string,
): Promise<FoundCache | undefined> {
	let value = suggestion;
	for (;;) {
		const text = await askHost(title, value);
		if (text === undefined) return undefined;
		value = text;
		const again = l10n.t('Try Another Host');
		try {
			const found = await look(server, text);
			if (found === undefined) return undefined;
			if (found.services.length > 0) return found;
			if ((await showWarning(nothingFound(found), again)) !== again) return undefined;
		} catch (error) {
			const message = error instanceof Error ? error.message : String(error);
			if ((await showError(message, again)) !== again) return undefined;
		}
	}
}

/** Asks a host for the parts of a cache, with progress; undefined when that was cancelled. */
export async function look(server: LanguageServer, text: string): Promise<FoundCache | undefined> {
	const options = {
		location: ProgressLocation.Notification,
		title: l10n.t('Looking for a shared cache at {0}', text),
		cancellable: true,
	};
	return window.withProgress(options, async (progress, token) => {
		try {
			let shown = 0;
			return await server.longRequest(FIND_CACHE, { text }, token, ({ done, total }) => {
				const share = (100 * done) / total;
				progress.report({
					message: l10n.t('{0} of {1} answers', done, total),
					increment: Math.max(0, share - shown),
				});
				shown = Math.max(shown, share);
			});
		} catch (error) {
			if (token.isCancellationRequested || error instanceof CancellationError) return undefined;
			throw error;
		}
	});
}

async function askHost(title: string, value: string): Promise<string | undefined> {
	const text = await window.showInputBox({
		title,
		value,
		prompt: l10n.t('The machine that shares its cache: a host name, HOST:PORT, or a URL'),
		placeHolder: 'build1.lan',
		ignoreFocusOut: true,
		validateInput: hostFault,
	});
	return text?.trim();
}

function nothingFound({ host, asked }: FoundCache): string {
	return l10n.t(
		'No hash server, shared state or downloads answer at {0}. Asked were {1}. If the cache is on another port, write HOST:PORT; a firewall may be in the way, too.',
		host,
		asked.join(', '),
	);
}
