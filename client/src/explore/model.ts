import { l10n } from 'vscode';
import type { ClassSummary, ReportRow } from '../../../server/src/shared/explore';
import { readSearch } from '../../../server/src/shared/searchText';
import { count, moment } from '../numbers';
import { type ExploreState, idOf, nameOf, type Opened, outputId, taskName } from './state';
import type { ExploreView, MemberRow, OpenClass, ResultRow } from './view';
import { FIELDS, words } from './words';

/** The view of equivalences as the page shows it. */
export function exploreView(state: ExploreState): ExploreView {
	const { server, text, field, queryRevision, found, isSearching, work, open, chosen, problem } =
		state;
	return {
		title: l10n.t('Equivalences'),
		introduction: l10n.t(
			'Tasks with the same output share one hash, the unihash: what depends on them is built once.',
		),
		server: server ?? l10n.t('No hash server is running'),
		query: { text, field, revision: queryRevision },
		fields: FIELDS(),
		summary: summaryOf(state),
		problem,
		isBusy: isSearching || work !== null,
		work: work?.text ?? null,
		canStop: isSearching || (work?.canStop ?? false),
		results: (found?.classes ?? []).map((one) => resultRow(one, open)),
		hasMore: !isSearching && found !== null && found.cursor !== null,
		open: open === null ? null : openClass(open),
		chosen: chosen.map(outputId),
		compareChosen: l10n.t('Compare ({0} of 2 chosen)', chosen.length),
		words: words(),
	};
}

function summaryOf({ text, field, found, isSearching }: ExploreState): string {
	const wanted = readSearch(text, field);
	if (wanted.kind === 'no-hash') {
		return l10n.t('That is no hash: a hash has only the digits 0 to 9 and a to f.');
	}
	if (found === null) return isSearching ? l10n.t('Searching...') : '';
	if (found.isExactOnly && (wanted.kind !== 'hash' || found.classes.length === 0)) {
		return wanted.kind === 'hash'
			? l10n.t(
					'This server does not know the hash. It is asked by its protocol, which needs a whole taskhash or outhash.',
				)
			: l10n.t(
					'This server was not started here, so it can only be asked for a whole taskhash or outhash: paste one.',
				);
	}
	const number = count(found.classes.length);
	const part = count(Math.floor(100 * found.searched));
	if (isSearching) return l10n.t('{0} found, {1} % searched...', number, part);
	if (found.cursor !== null) return l10n.t('{0} found, {1} % searched.', number, part);
	if (found.classes.length > 0) {
		return found.classes.length === 1 ? l10n.t('1 found.') : l10n.t('{0} found.', number);
	}
	switch (wanted.kind) {
		case 'all':
			return l10n.t('The database is empty. What builds report to this server appears here.');
		case 'hash':
			return l10n.t('Nothing found: no build has reported a hash that begins like this.');
		case 'words':
			return l10n.t(
				'Nothing found. Builds tell the names of recipes and tasks only with SSTATE_HASHEQUIV_REPORT_TASKDATA = "1" in local.conf; hashes can be found without it.',
			);
	}
}

function resultRow(summary: ClassSummary, open: Opened | null): ResultRow {
	const { PN, PV, task, unihash, taskhashes } = summary;
	return {
		id: idOf(summary),
		name: PN ?? l10n.t('name not reported'),
		task: taskName(task),
		version: PV ?? '',
		unihash,
		taskhashes: taskhashes.isExact
			? count(taskhashes.number)
			: l10n.t('{0} or more', count(taskhashes.number)),
		isOpen: open !== null && idOf(open.summary) === idOf(summary),
	};
}

function openClass({ summary, rows, cursor, isWhole }: Opened): OpenClass {
	const { method, unihash } = summary;
	return {
		heading: nameOf(summary) || l10n.t('Name not reported'),
		meaning: meaningOf(rows, isWhole, cursor !== null),
		facts: [
			{
				label: l10n.t('Unihash'),
				hash: unihash,
				explanation: l10n.t(
					'The one hash that stands for all of these tasks: shared state is stored under it, and what depends on them is built with it.',
				),
			},
			{
				label: l10n.t('Method'),
				hash: method,
				explanation: l10n.t('How BitBake makes the hash of an output.'),
			},
		],
		rows: rows.map((row) => memberRow(row)),
		hasMore: cursor !== null,
		removeAll: isWhole && rows.length > 0 ? l10n.t('Remove All...') : null,
	};
}

function meaningOf(rows: readonly ReportRow[], isWhole: boolean, hasMore: boolean): string {
	if (!isWhole) {
		return l10n.t('This server tells one report of each hash; there may be more that are equal.');
	}
	const taskhashes = new Set(rows.map(({ taskhash }) => taskhash)).size;
	if (taskhashes === 1 && !hasMore) {
		return l10n.t('One task so far: no other has been reported with the same output.');
	}
	return l10n.t(
		'Builds take these tasks for the same, because their output is. Whichever of them a build runs, what depends on it is not built again.',
	);
}

function memberRow(row: ReportRow): MemberRow {
	const { taskhash, outhash, created, owner, PV, PR, hasOutput } = row;
	const name = nameOf(row);
	return {
		id: outputId(row),
		taskhash,
		outhash,
		name,
		version: [PV, PR].filter(Boolean).join('-'),
		reported: reportedAt(created, outhash),
		reporter: owner ?? '',
		hasOutput,
		spoken: `${name} ${taskhash.slice(0, 8)}`.trim(),
	};
}

function reportedAt(created: string | null, outhash: string | null): string {
	if (outhash === null) return l10n.t('no output reported');
	const time = created === null ? Number.NaN : Date.parse(created);
	return Number.isNaN(time) ? (created ?? '') : moment(time);
}
