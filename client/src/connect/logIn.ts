import { l10n, window } from 'vscode';
import type { FoundService } from '../../../server/src/shared/connect';
import type { LanguageServer } from '../languageServer';
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
	const result: FoundService[] = [];
	for (const service of services) {
		const wanted = service.login === 'needed' || service.login === 'refused';
		const done = wanted ? await logInTo(server, host, service) : service;
		if (done === undefined) return undefined;
		result.push(done);
	}
	return result;
}

async function logInTo(
	server: LanguageServer,
	host: string,
	service: FoundService,
): Promise<FoundService | undefined> {
	const machine = machineOf(service);
	for (;;) {
		const login = await askLogin(machine);
		if (login === undefined) return undefined;
		const takeBack = await addLogin({ machine, ...login });
		const found = await look(server, host);
		const now = found?.services.find(
			({ kind, address }) => kind === service.kind && address === service.address,
		);
		if (now?.login === 'known') return now;
		await takeBack();
		if (found === undefined) return undefined;
		const again = l10n.t('Try Again');
		const message = l10n.t(
			'{0} does not let {1} in with this password. ~/.netrc is as it was.',
			machine,
			login.username,
		);
		if ((await window.showErrorMessage(message, again)) !== again) return undefined;
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
