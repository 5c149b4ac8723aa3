import type { ParsedFile } from '../syntax/parse';
import type { BuildEvaluation } from '../yocto/build';
import { RULES } from './index';
import type { RuleContext, RuleProblem } from './rule';

/** What running the rules needs beside the evaluation. */
export interface RunOptions {
	/** Paths of the files to report on. */
	readonly files: Iterable<string>;
	readonly extraHandlers?: readonly string[];
}

/** What the rules look at, made from an evaluated build. */
export function ruleContext(build: BuildEvaluation, options: RunOptions): RuleContext {
	const { evaluation, release, isComplete } = build;
	const files = new Map<string, ParsedFile>();
	for (const path of options.files) {
		const file = evaluation.files.get(path);
		if (file) files.set(path, file);
	}
	const distro = evaluation.data.get('DISTRO')?.value ?? '';
	return {
		data: evaluation.data,
		release,
		areDefaultsKnown: isComplete || distro === '' || distro.startsWith('poky'),
		files,
		extraHandlers: options.extraHandlers ?? [],
	};
}

/** Everything wrong with the files: what the evaluation met in them, and what the rules find. */
export function check(build: BuildEvaluation, options: RunOptions): RuleProblem[] {
	const context = ruleContext(build, options);
	// By name and not by parsed file: one that could not be read is a finding too.
	const reported = new Set(options.files);
	const problems: RuleProblem[] = build.evaluation.problems.filter(({ file }) =>
		reported.has(file),
	);
	for (const rule of RULES) {
		for (const finding of rule.check(context)) {
			problems.push({ ...finding, code: rule.code, severity: rule.severity });
		}
	}
	return problems.sort((a, b) =>
		a.file < b.file ? -1 : a.file > b.file ? 1 : a.span.start - b.span.start,
	);
}
