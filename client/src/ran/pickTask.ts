import {
	CancellationTokenSource,
	l10n,
	type QuickInputButton,
	QuickInputButtons,
	type QuickPickItem,
	QuickPickItemKind,
	ThemeIcon,
} from 'vscode';
import {
	GET_TASK_HASHES,
	type RanRecipe,
	type RanTask,
	type TaskHash,
	type TaskHashes,
} from '../../../server/src/shared/ran';
import type { ExploreQuery } from '../explore/state';
import type { LanguageServer } from '../languageServer';
import type { PickedRun } from './pickRun';
import { showPick } from './quickPick';
import { reasonText, recipeText } from './ranText';

interface TaskItem extends QuickPickItem {
	readonly task?: RanTask;
	readonly hash?: TaskHash;
}

/** Where to go from a task. */
export type TaskChoice =
	| { readonly kind: 'back' }
	| { readonly kind: 'explore'; readonly query: ExploreQuery }
	| { readonly kind: 'log'; readonly line: number }
	| { readonly kind: 'copy'; readonly hash: string };

/** Lets the user choose one of a recipe's tasks, with what is known of each; undefined when it was left. */
export async function pickTask(
	server: Pick<LanguageServer, 'longRequest'>,
	run: PickedRun,
	recipe: RanRecipe,
): Promise<TaskChoice | undefined> {
	const [openLog, copyHash] = [OPEN_LOG(), COPY_HASH()];
	let known: TaskHashes | undefined;
	const itemsNow = (): TaskItem[] =>
		itemsOf(recipe.tasks, known, (hash) => (hash === null ? [openLog] : [copyHash, openLog]));
	const picked = await showPick<TaskItem>(
		(pick) => {
			pick.title = l10n.t('{0}: Built Instead of Reused', recipeText(recipe));
			pick.placeholder = l10n.t('Choose a task to see its hash, or where it stands in the log');
			pick.buttons = [QuickInputButtons.Back];
			pick.items = itemsNow();
		},
		async (pick, signal) => {
			const tasks = recipe.tasks.filter(({ isShared }) => isShared);
			if (tasks.length === 0) return;
			const source = new CancellationTokenSource();
			signal.addEventListener('abort', () => source.cancel());
			const params = { ...run, recipe: recipe.name, tasks };
			known = await server.longRequest(GET_TASK_HASHES, params, source.token, () => {});
			if (signal.aborted) return;
			const active = pick.activeItems[0]?.task;
			pick.keepScrollPosition = true;
			pick.items = itemsNow();
			pick.activeItems = pick.items.filter(({ task }) => task !== undefined && task === active);
		},
	);
	if (picked === undefined) return undefined;
	if (picked.button === QuickInputButtons.Back) return { kind: 'back' };
	const { task, hash } = picked.item ?? {};
	if (task === undefined) return undefined;
	const name = hash?.taskhash ?? hash?.unihash;
	if (picked.button === copyHash && name) return { kind: 'copy', hash: name };
	if (picked.button !== undefined || !task.isShared) return { kind: 'log', line: task.line };
	return { kind: 'explore', query: queryOf(recipe, task, hash, known?.server ?? null) };
}

const OPEN_LOG = () => ({
	iconPath: new ThemeIcon('output'),
	tooltip: l10n.t('Open the log where it began'),
});
const COPY_HASH = () => ({ iconPath: new ThemeIcon('copy'), tooltip: l10n.t('Copy its hash') });

/** By its hash where the server knows that; else by its name, to see what there is of the same task. */
function queryOf(
	{ name }: RanRecipe,
	task: RanTask,
	hash: TaskHash | undefined,
	server: string | null,
): ExploreQuery {
	const where = server === null ? {} : { address: server };
	if (hash?.known.kind !== 'known') {
		return { ...where, text: `${name} ${task.name}`, field: 'anything' };
	}
	return { ...where, text: hash.taskhash ?? hash.known.unihash, field: 'hash' };
}

function itemsOf(
	tasks: readonly RanTask[],
	known: TaskHashes | undefined,
	buttonsOf: (hash: string | null) => readonly QuickInputButton[],
): TaskItem[] {
	const shared = tasks.filter(({ isShared }) => isShared);
	const others = tasks.filter(({ isShared }) => !isShared);
	return [
		...headed(l10n.t('Missed'), shared, (task, index) => {
			const hash = known?.tasks[index];
			return {
				label: `$(search) ${task.name}`,
				description: (hash?.taskhash ?? hash?.unihash ?? '').slice(0, 12),
				detail:
					hash === undefined || known === undefined
						? l10n.t('Asking for its hash...')
						: reasonText(task, hash, known),
				buttons: buttonsOf(hash?.taskhash ?? hash?.unihash ?? null),
				task,
				...(hash === undefined ? {} : { hash }),
			};
		}),
		...headed(
			shared.length > 0 ? l10n.t('Ran for these') : l10n.t('Never in shared state'),
			others,
			(task) => ({
				label: `$(output) ${task.name}`,
				description: otherText(task),
				buttons: buttonsOf(null),
				task,
			}),
		),
	];
}

function otherText({ cause, hasFailed, line }: RanTask): string {
	return [
		l10n.t('line {0}', line),
		...(cause === 'forced' ? [l10n.t('forced')] : []),
		...(hasFailed ? [l10n.t('failed')] : []),
	].join(' · ');
}

function headed(
	label: string,
	tasks: readonly RanTask[],
	itemOf: (task: RanTask, index: number) => TaskItem,
): TaskItem[] {
	return tasks.length === 0
		? []
		: [{ label, kind: QuickPickItemKind.Separator }, ...tasks.map(itemOf)];
}
