import { l10n } from 'vscode';
import type { StatusSnapshot } from '../../../server/src/shared/state';
import { problemOf } from './serverText';

/**
 * What stands above the tree, on as many lines as it takes: a row has one and
 * cuts what does not fit. Empty where nothing has to be said.
 */
export function viewMessage({ server, sharing }: StatusSnapshot, isTrusted: boolean): string {
	const problem = problemOf(server);
	const texts = [
		...(isTrusted
			? []
			: [
					l10n.t(
						'In Restricted Mode the hash server does not start and no server is asked. Files are checked.',
					),
				]),
		...(server.kind === 'failed' ? [server.message] : []),
		...(problem === undefined ? [] : [problem]),
		...(sharing?.kind === 'failed'
			? [l10n.t('The cache is not shared: {0}', sharing.message)]
			: []),
	];
	return texts.join('\n\n');
}
