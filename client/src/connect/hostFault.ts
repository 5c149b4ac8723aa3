import { l10n } from 'vscode';

/** What is wrong with a text that should name the machine of a shared cache; undefined when nothing is. */
export function hostFault(text: string): string | undefined {
	if (!/^\S+$/.test(text.trim())) return l10n.t('Write one host, such as build1.lan.');
	// It would be shown in messages, and end up in configuration files.
	return /^\s*(?:[a-z]+:\/\/)?[^/\s]*@/i.test(text)
		? l10n.t('Leave out user name and password. They are asked for where they are needed.')
		: undefined;
}
