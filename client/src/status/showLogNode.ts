import { l10n } from 'vscode';
import { COMMANDS } from '../../../server/src/shared/commands';
import type { StatusNode } from './statusNode';
import { stepNode } from './stepNode';

/** The step to what happened before something failed. */
export function showLogNode(): StatusNode {
	return stepNode(
		COMMANDS.showLog,
		'output',
		l10n.t('Show log'),
		l10n.t('It tells what happened before.'),
	);
}
