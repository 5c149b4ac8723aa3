import * as l10n from '@vscode/l10n';
import { messageOf } from './errors';

/** True for an address at which nobody can be, and so nobody is in the way. */
export function isNowhere(error: unknown): boolean {
	return NOWHERE.has(codeOf(error));
}

/** Why a server cannot listen at an address, and what to do; undefined for other errors. */
export function listenFailure(address: string, error: unknown): string | undefined {
	switch (codeOf(error)) {
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return l10n.t`The hash server cannot listen at ${address}: no host of this name is known on this machine. Choose an address of this machine.`;
		case 'EADDRNOTAVAIL':
			return l10n.t`The hash server cannot listen at ${address}: this machine has no such address. Choose one that it has, or 0.0.0.0 for all of them.`;
		case 'EADDRINUSE':
			return l10n.t`The hash server cannot listen at ${address}: another program does, or a file is there that is no socket (${messageOf(error)}). Stop that program or choose another address.`;
		case 'EACCES':
			return address.startsWith('unix://')
				? l10n.t`The hash server cannot listen at ${address}: its folder is not there, or this user may not write in it.`
				: l10n.t`The hash server cannot listen at ${address}: this user may not. Choose a port above 1023.`;
		default:
			return undefined;
	}
}

const NOWHERE: ReadonlySet<string> = new Set([
	'ENOTFOUND',
	'EAI_AGAIN',
	'EADDRNOTAVAIL',
	'EHOSTUNREACH',
	'ENETUNREACH',
]);

/** Of an error about an address; files have the same codes. */
function codeOf(error: unknown): string {
	if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return '';
	return /^(listen|bind|connect|getaddrinfo)$/.test(String(error.syscall))
		? String(error.code)
		: '';
}
