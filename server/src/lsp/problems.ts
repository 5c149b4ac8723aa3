import { normalize } from 'node:path';
import type { RuleProblem } from '../rules/rule';
import { withoutSuppressed } from '../rules/suppress';
import type { BuildEvaluation } from '../yocto/build';

/**
 * Adds what stops BitBake in files of layers. The rules are about what the user
 * writes, and silent there.
 */
export function withLayerErrors(
	found: readonly RuleProblem[],
	layerFiles: readonly string[],
	{ evaluation }: BuildEvaluation,
): RuleProblem[] {
	const errors = evaluation.problems.filter(
		(problem) =>
			problem.severity === 'error' &&
			layerFiles.includes(problem.file) &&
			// A file that local.conf includes is reported on already.
			!found.some((known) => isSame(known, problem)),
	);
	return [...found, ...withoutSuppressed(errors, evaluation.files)];
}

function isSame(a: RuleProblem, b: RuleProblem): boolean {
	return a.file === b.file && a.code === b.code && a.span.start === b.span.start;
}

/** Problems by path of their file, with an entry for each of `files` even if it has none. */
export function byFile(
	files: readonly string[],
	problems: readonly RuleProblem[],
): Map<string, RuleProblem[]> {
	const result = new Map<string, RuleProblem[]>(files.map((file) => [normalize(file), []]));
	for (const problem of problems) {
		const file = normalize(problem.file);
		const others = result.get(file);
		if (others) others.push(problem);
		else result.set(file, [problem]);
	}
	return result;
}
