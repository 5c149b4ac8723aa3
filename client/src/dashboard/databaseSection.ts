import { l10n } from 'vscode';
import type { OwnSample } from '../../../server/src/shared/dashboard';
import { change, count, NONE, percent, rowUnit, size } from '../numbers';
import { chart } from './charts';
import { growth, type History } from './history';
import type { Section, Tile } from './view';

/** What the server has learnt, and what that has saved. */
export function databaseSection(sample: OwnSample, history: History): Section {
	const { unihashes, outhashes } = sample.metrics.stats;
	const grown = growth(history);
	return {
		id: 'database',
		title: l10n.t('Database'),
		tiles: [
			rebuildsTile(sample),
			{
				id: 'unihashes',
				label: l10n.t('Tasks known'),
				value: count(unihashes),
				unit: rowUnit(unihashes),
				detail: l10n.t('{0} while you look', change(grown.unihashes)),
				explanation: l10n.t(
					'Taskhashes with a unihash: the tasks for which a build gets an answer. Rows of the unihash table.',
				),
			},
			{
				id: 'outhashes',
				label: l10n.t('Outputs reported'),
				value: count(outhashes),
				unit: rowUnit(outhashes),
				detail: l10n.t('{0} while you look', change(grown.outhashes)),
				explanation: l10n.t(
					'Outputs that builds have reported. Two tasks with the same output count as one. Rows of the outhash table.',
				),
			},
			sizeTile(sample),
		],
		charts: [
			chart(history, {
				id: 'rows',
				title: l10n.t('Growth while you look'),
				unit: l10n.t('rows'),
				explanation: l10n.t('How many rows the two tables had while you looked.'),
				lines: [
					{ label: l10n.t('Tasks known'), of: 'unihashes' },
					{ label: l10n.t('Outputs reported'), of: 'outhashes' },
				],
			}),
		],
	};
}

function rebuildsTile({ file, metrics }: OwnSample): Tile {
	const avoided = file?.rebuildsAvoided ?? null;
	const part = avoided === null ? null : percent(avoided, metrics.stats.unihashes);
	return {
		id: 'rebuildsAvoided',
		label: l10n.t('Rebuilds avoided'),
		value: avoided === null ? NONE : count(avoided),
		unit: avoided === 1 ? l10n.t('task') : l10n.t('tasks'),
		detail:
			avoided === null
				? file === null
					? l10n.t('The database cannot be read')
					: l10n.t('Being counted')
				: part === null || part.unit === ''
					? l10n.t('No task is known yet')
					: l10n.t('{0} % of the tasks known', part.value),
		explanation: l10n.t(
			'Tasks that changed, but whose output came out as before: they were given the hash of the earlier task, so everything that depends on them is taken from shared state instead of being built again. Taskhashes whose unihash is another one, in the whole database.',
		),
	};
}

function sizeTile({ file, database }: OwnSample): Tile {
	return {
		id: 'size',
		label: l10n.t('Size on disk'),
		...(file === null ? { value: NONE, unit: '' } : size(file.bytes)),
		detail: database,
		explanation: l10n.t('The database file and its write-ahead log.'),
	};
}
