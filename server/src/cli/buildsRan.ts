import { readRan } from '../insight/ran/readRan';
import type { BuildRun, MachineBuilds } from '../shared/insight';
import type { RanCause, RanRecipe, RanTask, RanTasks } from '../shared/ran';
import type { Io } from './io';

/** Prints what builds ran instead of reusing it: `hashequiv builds --missed`. */
export async function printRan(
	machines: readonly MachineBuilds[],
	json: boolean,
	io: Io,
): Promise<void> {
	const all = [];
	for (const { runs, ...machine } of machines) {
		const told = [];
		for (const run of runs) {
			const { summary: _, ...ran } = await readRan(run.log);
			told.push({ ...run, ...ran });
		}
		all.push({ ...machine, runs: told });
	}
	if (json) io.stdout(`${JSON.stringify(all, null, 2)}\n`);
	else {
		const texts = all.flatMap(({ machine, runs }) => runs.map((run) => asText(machine, run)));
		io.stdout(texts.join('\n'));
	}
}

function asText(machine: string, run: BuildRun & Omit<RanTasks, 'summary'>): string {
	const { recipes, missed, wanted, isFinished, isWhole, log } = run;
	const started = new Date(run.startedAt).toISOString().slice(0, 19).replace('T', ' ');
	const notes = [
		isFinished ? '' : '  The log has no end: the build still runs, or was broken off.\n',
		isWhole ? '' : '  There are more tasks than are told here.\n',
	];
	const width = recipes.reduce((most, recipe) => Math.max(most, nameOf(recipe).length), 0);
	const rows = recipes.map(
		(recipe) => `  ${nameOf(recipe).padEnd(width)}  ${recipe.tasks.map(taskText).join(' ')}\n`,
	);
	const table = rows.length === 0 ? '  No task with code ran.\n' : rows.join('');
	return `${machine}  ${started}  missed ${missed} of ${wanted}  ${log}\n${notes.join('')}${table}`;
}

function nameOf({ name, multiconfig }: RanRecipe): string {
	return multiconfig === '' ? name : `${name} (mc:${multiconfig})`;
}

function taskText({ name, isShared, cause, hasFailed }: RanTask): string {
	const remarks = [cause && CAUSES[cause], hasFailed && 'failed'].filter(Boolean).join(', ');
	return `${name.replace(/^do_/, '')}${isShared ? '*' : ''}${remarks === '' ? '' : `(${remarks})`}`;
}

const CAUSES: Readonly<Record<RanCause, string>> = {
	forced: 'forced',
	setsceneFailed: 'found, but could not be fetched or unpacked',
};
