import { l10n } from 'vscode';
import type {
	RanRecipe,
	RanTask,
	RanTasks,
	TaskHash,
	TaskHashes,
} from '../../../server/src/shared/ran';
import { count, moment } from '../numbers';

/** A recipe's name, with the configuration it was built for where that is not the default one. */
export function recipeText({ name, multiconfig }: RanRecipe): string {
	return multiconfig === '' ? name : `${name} (mc:${multiconfig})`;
}

/** What of a recipe shared state should have had, or else what ran. */
export function recipeSummary({ tasks }: RanRecipe): string {
	const shared = tasks.filter(({ isShared }) => isShared);
	const told = (shared.length > 0 ? shared : tasks).map(({ name }) => name.replace(/^do_/, ''));
	const others = tasks.length - told.length;
	return [
		told.join(', '),
		...(others === 0
			? []
			: [others === 1 ? l10n.t('and 1 task for it') : l10n.t('and {0} tasks for it', others)]),
		...(tasks.some(({ cause }) => cause === 'forced') ? [l10n.t('forced')] : []),
		...(tasks.some(({ hasFailed }) => hasFailed) ? [l10n.t('failed')] : []),
	].join(' · ');
}

/** How many tasks of how many recipes ran, and what the order tells. */
export function ranSummary({ recipes, isFinished, isWhole }: RanTasks): string {
	const tasks = recipes.reduce((sum, recipe) => sum + recipe.tasks.length, 0);
	return [
		l10n.t('Recipes: {0}, tasks: {1}.', count(recipes.length), count(tasks)),
		...(isFinished ? [] : [l10n.t('The log has no end: the build still runs, or was broken off.')]),
		...(isWhole ? [] : [l10n.t('There are more than are shown.')]),
		l10n.t(
			'Begin at the top: a recipe may have run because of one above it, never because of one below. The log does not tell which.',
		),
	].join(' ');
}

/** Why a task ran, as far as anybody knows: the log, the hash server and SSTATE_DIR. */
export function reasonText(
	{ cause, hasFailed }: RanTask,
	{ taskhash, unihash, known, object }: TaskHash,
	{ server, sstateDir, startedAt }: Omit<TaskHashes, 'tasks'>,
): string {
	const parts: string[] = [];
	if (hasFailed) parts.push(l10n.t('It failed'));
	if (cause === 'forced') parts.push(l10n.t('Forced with bitbake -f or -C'));
	if (cause === 'setsceneFailed') {
		parts.push(l10n.t('Its object was found, but could not be fetched or unpacked'));
	}
	if (taskhash === null && unihash === null) {
		parts.push(l10n.t('Hash not known: no signature is left'));
		return parts.join(' · ');
	}
	const wasThere = object !== null && startedAt !== null && object.writtenAt < startedAt;
	// Else the object was there, and something else kept it from being used.
	const isExplained = cause === undefined && !wasThere;
	parts.push(serverText(known, isExplained ? startedAt : null, server));
	if (known.kind === 'known' && taskhash !== null && known.unihash !== taskhash) {
		parts.push(l10n.t('same output as unihash {0}', known.unihash.slice(0, 8)));
	}
	if (object !== null) parts.push(l10n.t('in SSTATE_DIR since {0}', moment(object.writtenAt)));
	else if (sstateDir !== null) parts.push(l10n.t('not in SSTATE_DIR'));
	return parts.join(' · ');
}

/** @param startedAt of a build in which no object was found; else null */
function serverText(
	known: TaskHash['known'],
	startedAt: number | null,
	server: string | null,
): string {
	switch (known.kind) {
		case 'notAsked':
			return l10n.t('The build names no hash server that can be asked');
		case 'failed':
			return l10n.t('{0} cannot be asked: {1}', server ?? '', known.message);
		case 'unknown':
			return l10n.t('The hash server has never seen its hash');
		case 'known': {
			const { firstReportedAt } = known;
			if (firstReportedAt === null) return l10n.t('The hash server knows its hash');
			const time = moment(firstReportedAt);
			if (startedAt === null) return l10n.t('Hash known since {0}', time);
			return firstReportedAt < startedAt
				? l10n.t('Object missing: hash known since {0}', time)
				: l10n.t('New hash: first reported {0}', time);
		}
	}
}
