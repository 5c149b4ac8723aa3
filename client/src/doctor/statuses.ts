import { l10n } from 'vscode';
import type { CheckStatus } from '../../../server/src/shared/doctor';
import type { ShownStatus } from './view';

/** In the order of the page: what is to be mended first. */
export const STATUSES: readonly CheckStatus[] = ['problem', 'warning', 'info', 'ok', 'skipped'];

const ICONS: Readonly<Record<CheckStatus, string>> = {
	problem: 'error',
	warning: 'warning',
	info: 'info',
	ok: 'pass',
	skipped: 'circle-slash',
};

/** A status as the page shows it. */
export function statusOf(id: CheckStatus): ShownStatus {
	return { id, icon: ICONS[id], word: wordFor(id) };
}

function wordFor(status: CheckStatus): string {
	switch (status) {
		case 'ok':
			return l10n.t('ok');
		case 'info':
			return l10n.t('info');
		case 'warning':
			return l10n.t('warning');
		case 'problem':
			return l10n.t('problem');
		case 'skipped':
			return l10n.t('skipped');
	}
}

/** How a group of such checks is called. */
export function groupHeading(status: CheckStatus): string {
	switch (status) {
		case 'ok':
			return l10n.t('Fine');
		case 'info':
			return l10n.t('Worth knowing');
		case 'warning':
			return l10n.t('Warnings');
		case 'problem':
			return l10n.t('Problems');
		case 'skipped':
			return l10n.t('Not looked at');
	}
}

/** So many such checks, within a sentence. */
export function countOf(status: CheckStatus, count: number): string {
	switch (status) {
		case 'ok':
			return l10n.t('{0} fine', count);
		case 'info':
			return l10n.t('{0} worth knowing', count);
		case 'warning':
			return count === 1 ? l10n.t('1 warning') : l10n.t('{0} warnings', count);
		case 'problem':
			return count === 1 ? l10n.t('1 problem') : l10n.t('{0} problems', count);
		case 'skipped':
			return l10n.t('{0} not looked at', count);
	}
}
