import type { SstateSummary } from '../../shared/insight';
import type { RanRecipe, RanTask, RanTasks } from '../../shared/ran';
import type { Message } from './message';
import { recipeNamed } from './recipeName';
import { followsDependencies, isSharedTask } from './sharedTasks';

/** More than the tasks of the largest builds; a log that goes on is not a log. */
const MOST = 250_000;

type Draft = { -readonly [Name in keyof RanTask]: RanTask[Name] };

/** Puts together what one run of BitBake ran; of a log with several runs, the last. */
export class RanCollector {
	readonly #recipes = new Map<string, Map<string, Draft>>();
	/** Causes, which stand in a log before the tasks. */
	readonly #causes = new Map<string, RanTask['cause']>();
	readonly #missed = new Map<string, string>();
	#summary: SstateSummary | null = null;
	#count = 0;
	#isFinished = false;
	#isWhole = true;

	/** @param line of the log, from 1 */
	take(message: Message, line: number): void {
		switch (message.kind) {
			case 'run':
				this.#forget();
				break;
			case 'summary':
				this.#summary = message.summary;
				break;
			case 'end':
				this.#isFinished = true;
				break;
			case 'task':
				this.#add(message.recipe, message.task, line);
				break;
			case 'forced':
			case 'setsceneFailed':
				if (this.#hasRoom()) {
					this.#causes.set(keyOf(message.recipe, message.task), message.kind);
				}
				break;
			case 'failed':
				this.#change(message, { hasFailed: true });
				break;
			case 'unihash':
				this.#change(message, { newUnihash: message.hash });
				break;
			case 'missed':
				if (this.#hasRoom()) this.#missed.set(keyOf(message.pn, message.task), message.hash);
				break;
			case 'onMirror':
				this.#missed.delete(keyOf(message.pn, message.task));
		}
	}

	get result(): RanTasks {
		const recipes = [...this.#recipes].map(([id, tasks]): RanRecipe => {
			const named = recipeNamed(id);
			return {
				...named,
				tasks: [...tasks.values()].map((task) => {
					const cause = this.#causes.get(keyOf(id, task.name));
					const missedHash = this.#missed.get(keyOf(named.name, task.name));
					return {
						...task,
						...(cause === undefined ? {} : { cause }),
						...(missedHash === undefined ? {} : { missedHash }),
					};
				}),
			};
		});
		return {
			recipes: recipes.sort(inOrder),
			summary: this.#summary,
			isFinished: this.#isFinished,
			isWhole: this.#isWhole,
		};
	}

	#forget(): void {
		// With several configurations the line comes once for each, before anything runs.
		this.#recipes.clear();
		this.#causes.clear();
		this.#missed.clear();
		this.#summary = null;
		this.#count = 0;
		this.#isFinished = false;
		this.#isWhole = true;
	}

	#add(recipe: string, name: string, line: number): void {
		const tasks = this.#recipes.get(recipe) ?? new Map<string, Draft>();
		if (tasks.has(name) || !this.#hasRoom()) return;
		this.#count++;
		tasks.set(name, { name, line, isShared: isSharedTask(name) });
		this.#recipes.set(recipe, tasks);
	}

	#change({ recipe, task }: { recipe: string; task: string }, change: Partial<Draft>): void {
		const known = this.#recipes.get(recipe)?.get(task);
		if (known) Object.assign(known, change);
	}

	#hasRoom(): boolean {
		const hasRoom = this.#count + this.#causes.size + this.#missed.size < MOST;
		if (!hasRoom) this.#isWhole = false;
		return hasRoom;
	}
}

/** Those that shared state should have had come first. */
function inOrder(a: RanRecipe, b: RanRecipe): number {
	const [first, second] = [isReusable(a), isReusable(b)];
	return first === second ? placeOf(a) - placeOf(b) : Number(second) - Number(first);
}

function isReusable({ tasks }: RanRecipe): boolean {
	return tasks.some(({ isShared }) => isShared);
}

/** Where a recipe stands: at the first task that had to wait for what it depends on. */
function placeOf({ tasks }: RanRecipe): number {
	const task =
		tasks.find(({ name }) => followsDependencies(name)) ??
		tasks.find(({ isShared }) => isShared) ??
		tasks[0];
	return task?.line ?? 0;
}

function keyOf(recipe: string, task: string): string {
	return `${recipe}:${task}`;
}
