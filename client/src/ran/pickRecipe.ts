import {
	CancellationTokenSource,
	l10n,
	type QuickPickItem,
	QuickPickItemKind,
	ThemeIcon,
} from 'vscode';
import { type RanRecipe, type RanTasks, READ_RAN } from '../../../server/src/shared/ran';
import type { LanguageServer } from '../languageServer';
import { showPick } from './quickPick';
import { ranSummary, recipeSummary, recipeText } from './ranText';

interface RecipeItem extends QuickPickItem {
	readonly recipe?: RanRecipe;
}

/** What of a build was chosen: a recipe, or a line of the log. */
export type PickedRecipe =
	| { readonly kind: 'recipe'; readonly recipe: RanRecipe }
	| { readonly kind: 'log'; readonly line: number };

/** What a build ran, read once; kept while the user goes back and forth. */
export class RecipePicker {
	readonly #server: Pick<LanguageServer, 'longRequest'>;
	readonly #log: string;
	readonly #title: string;
	#ran: RanTasks | undefined;

	constructor(server: Pick<LanguageServer, 'longRequest'>, log: string, title: string) {
		this.#server = server;
		this.#log = log;
		this.#title = title;
	}

	/** Undefined when it was left. `active` is the one to begin at. */
	async pick(active?: RanRecipe): Promise<PickedRecipe | undefined> {
		const picked = await showPick<RecipeItem>(
			(pick) => {
				pick.title = this.#title;
				pick.buttons = [{ iconPath: new ThemeIcon('output'), tooltip: l10n.t('Open Build Log') }];
				pick.matchOnDescription = true;
				pick.placeholder = l10n.t('Reading the log...');
			},
			async (pick, signal) => {
				const ran = await this.#read(signal, (percent) => {
					pick.placeholder = l10n.t('Reading the log... {0} %', percent);
				});
				if (signal.aborted) return;
				pick.placeholder =
					ran.recipes.length === 0
						? l10n.t('No task ran in this build, as far as the log tells.')
						: l10n.t('Choose a recipe');
				if (ran.recipes.length > 0) pick.prompt = ranSummary(ran);
				pick.items = itemsOf(ran.recipes);
				const before = pick.items.find(({ recipe }) => recipe !== undefined && recipe === active);
				if (before) pick.activeItems = [before];
			},
		);
		if (picked === undefined) return undefined;
		const recipe = picked.item?.recipe;
		if (recipe === undefined) return { kind: 'log', line: 1 };
		return picked.button === undefined
			? { kind: 'recipe', recipe }
			: { kind: 'log', line: recipe.tasks[0]?.line ?? 1 };
	}

	async #read(signal: AbortSignal, tell: (percent: number) => void): Promise<RanTasks> {
		if (this.#ran !== undefined) return this.#ran;
		const source = new CancellationTokenSource();
		signal.addEventListener('abort', () => source.cancel());
		const params = { log: this.#log };
		this.#ran = await this.#server.longRequest(READ_RAN, params, source.token, ({ percent }) => {
			if (!signal.aborted) tell(percent);
		});
		return this.#ran;
	}
}

function itemsOf(recipes: readonly RanRecipe[]): RecipeItem[] {
	const isMissed = ({ tasks }: RanRecipe): boolean => tasks.some(({ isShared }) => isShared);
	const groups: [string, RanRecipe[]][] = [
		[l10n.t('Missed'), recipes.filter(isMissed)],
		[l10n.t('Never in shared state'), recipes.filter((recipe) => !isMissed(recipe))],
	];
	return groups
		.filter(([, members]) => members.length > 0)
		.flatMap(([label, members]) => [
			{ label, kind: QuickPickItemKind.Separator },
			...members.map((recipe) => ({
				label: recipeText(recipe),
				description: recipeSummary(recipe),
				buttons: [
					{ iconPath: new ThemeIcon('output'), tooltip: l10n.t('Open the log where it began') },
				],
				recipe,
			})),
		]);
}
