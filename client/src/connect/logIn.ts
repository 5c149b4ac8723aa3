import { l10n, window } from 'vscode';
import type { FoundService } from '../../../server/src/shared/connect';
import type { LanguageServer } from '../languageServer';
import { showError } from '../notifications';
import { addLogin } from './netrcFile';
import { look } from './search';

/**
 * Asks for the logins that chosen parts want and adds them to `~/.netrc`,
 * where BitBake finds them. A login that is refused is taken out again.
 * Answers the parts as they are then; undefined when the user gives up.
 */
export async function logIn(
	server: LanguageServer,
	host: string,
	services: readonly FoundService[],
): Promise<readonly FoundService[] | undefined> {
	let current = services;
	for (const chosen of services) {
		const service = current.find(isSameAs(chosen));
		if (service?.login !== 'needed' && service?.login !== 'refused') continue;
		const now = await logInTo(server, host, service);
		if (now === undefined) return undefined;
		// One login may do for several parts, and show that one of them is not there.
		current = current.flatMap(
			(each) => now.find(isSameAs(each)) ?? (each.login === 'needed' ? [] : [each]),
		);
	}
	return current;
}

function isSameAs({ kind, address }: FoundService): (other: FoundService) => boolean {
	return (other) => other.kind === kind && other.address === address;
}

/** Asks until a login is taken; answers all parts as they are then. */
async function logInTo(
	server: LanguageServer,
	host: string,
	service: FoundService,
): Promise<readonly FoundService[] | undefined> {
	const machine = machineOf(service);
	for (;;) {
		const login = await askLogin(machine);
		if (login === undefined) return undefined;
		const takeBack = await addLogin({ machine, ...login });
		const found = await look(server, host).catch(async (error: unknown) => {
			await takeBack();
			throw error;
		});
		if (found?.services.find(isSameAs(service))?.login === 'known') return found.services;
		await takeBack();
		if (found === undefined) return undefined;
		const again = l10n.t('Try Again');
		const message = l10n.t(
			'{0} does not let {1} in with this password. ~/.netrc is as it was.',
			machine,
			login.username,
		);
		if ((await showError(message, again)) !== again) return undefined;
	}
}

async function askLogin(
	machine: string,
): Promise<{ readonly username: string; readonly password: string } | undefined> {
	const title = l10n.t('Log In to {0}', machine);
	const username = await window.showInputBox({
		title,
		prompt: l10n.t('User name'),
		ignoreFocusOut: true,
		validateInput: (text) => (text === '' ? l10n.t('A name is needed.') : undefined),
	});
	if (username === undefined) return undefined;
	const password = await window.showInputBox({
		title,
		prompt: l10n.t('Password or token of {0}', username),
		password: true,
		ignoreFocusOut: true,
		validateInput: (text) => (text === '' ? l10n.t('A password is needed.') : undefined),
	});
	if (password === undefined) return undefined;
	const add = l10n.t('Add to ~/.netrc');
	const detail = l10n.t(
		'Builds log in by themselves and look for their password there. It is written for nobody but you to read (mode 600), and into no configuration file. Other logins in the file stay.',
	);
	const question = l10n.t('Add the login to ~/.netrc?');
	const answer = await window.showInformationMessage(question, { modal: true, detail }, add);
	return answer === add ? { username, password } : undefined;
}

/** BitBake looks for the whole address of a hash server, its fetcher for the host alone. */
function machineOf({ kind, address }: FoundService): string {
	return kind === 'hashServer' ? address : new URL(address).hostname.replace(/^\[|\]$/g, '');
}
