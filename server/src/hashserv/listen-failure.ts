import * as l10n from '@vscode/l10n';
import { messageOf } from './errors';

/** True for an address at which nobody can be, and so nobody is in the way. */
export function isNowhere(error: unknown): boolean {
	return NOWHERE.has(codeOf(error));
}

/** Why a server cannot listen at an address, and what to do; other errors in their own words. */
export function listenFailure(address: string, error: unknown): string {
	switch (codeOf(error)) {
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return l10n.t`The hash server cannot listen at ${address}: no host of this name is known on this machine. Choose an address of this machine.`;
		case 'EADDRNOTAVAIL':
			return l10n.t`The hash server cannot listen at ${address}: this machine has no such address. Choose one that it has, or 0.0.0.0 for all of them.`;
		case 'EACCES':
			return l10n.t`The hash server cannot listen at ${address}: this user may not. Choose a port above 1023.`;
		default:
			return messageOf(error);
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
