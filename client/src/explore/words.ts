import { l10n } from 'vscode';
import type { ExploreView, Words } from './view';

export const FIELDS = (): ExploreView['fields'] => [
	{ id: 'anything', label: l10n.t('Anything') },
	{ id: 'recipe', label: l10n.t('Recipe') },
	{ id: 'task', label: l10n.t('Task') },
	{ id: 'hash', label: l10n.t('Hash') },
];

/** The words of the page. */
export function words(): Words {
	return {
		search: l10n.t('Search'),
		searchHint: l10n.t('Recipe, task, or the beginning of a hash'),
		searchIn: l10n.t('Search in'),
		chooseServer: l10n.t('Choose Server...'),
		stop: l10n.t('Stop'),
		results: l10n.t('Results'),
		more: l10n.t('Show More'),
		columns: {
			recipe: l10n.t('Recipe'),
			task: l10n.t('Task'),
			version: l10n.t('Version'),
			unihash: l10n.t('Unihash'),
			taskhashes: l10n.t('Tasks'),
			taskhash: l10n.t('Taskhash'),
			outhash: l10n.t('Outhash'),
			reported: l10n.t('Reported'),
			reporter: l10n.t('By'),
			actions: l10n.t('Actions'),
		},
		copy: l10n.t('Copy {0}', '{0}'),
		showOutput: l10n.t('Show the output of {0}', '{0}'),
		noOutput: l10n.t(
			'The listing of this output was not reported. Builds report it with SSTATE_HASHEQUIV_REPORT_TASKDATA = "1".',
		),
		compare: l10n.t('Compare the output of {0}', '{0}'),
		compareHint: l10n.t(
			'Choose two outputs in the tables below, of this class or of another, to see how they differ.',
		),
		tasksHint: l10n.t('How many different taskhashes have this unihash.'),
		remove: l10n.t('Remove {0}', '{0}'),
		back: l10n.t('Close'),
		export: l10n.t('Export...'),
		exportResults: l10n.t('Export what was found...'),
		exportClass: l10n.t('Export this class...'),
		busy: l10n.t('Working...'),
	};
}
