import type { FileProblem } from '../evaluation/evaluate';
import { dirname } from '../evaluation/path';
import type { ParsedFile } from '../syntax/parse';
import type { Severity } from '../text/problem';
import type { BuildEvaluation } from '../yocto/build';
import { RULES } from './index';
import type { HostFiles, RuleContext, RuleProblem } from './rule';
import { withoutSuppressed } from './suppress';

/** What running the rules needs beside the evaluation. */
export interface RunOptions {
	/**
	 * Paths of the files to report on. What they include is reported on too:
	 * all findings beside them, and errors anywhere, for those stop the build.
	 */
	readonly files: Iterable<string>;
	/** By code: another severity than the rule's own, or `off`. */
	readonly severities?: Readonly<Record<string, Severity | 'off'>>;
	/** The machine that builds, where it is this one. */
	readonly host?: HostFiles | undefined;
	/** What is known of servers; see `RuleContext.reachability`. */
	readonly reachability?: RuleContext['reachability'];
}

/** What the rules look at, made from an evaluated build. */
export function ruleContext(build: BuildEvaluation, options: RunOptions): RuleContext {
	const { evaluation, release, isComplete, missingLayers, extraHandlers } = build;
	const { host, reachability } = options;
	const starts = new Set(options.files);
	const files = new Map<string, ParsedFile>();
	for (const [path, file] of evaluation.files) {
		if (evaluation.includes.isReachedFrom(path, starts)) files.set(path, file);
	}
	const distro = evaluation.data.get('DISTRO')?.value ?? '';
	return {
		data: evaluation.data,
		release,
		isComplete,
		hasAllLayers: missingLayers.length === 0,
		areDefaultsKnown: isComplete || distro === '' || distro.startsWith('poky'),
		files,
		readOrder: [...evaluation.files.keys()],
		extraHandlers,
		missingIncludes: evaluation.missingIncludes,
		// A build whose layers are elsewhere, in a container for instance, has its other folders there too, and its network.
		...(host && missingLayers.length === 0 ? { host } : {}),
		...(reachability && missingLayers.length === 0 ? { reachability } : {}),
	};
}

/** Everything wrong with the files: what the evaluation met in them, and what the rules find. */
export function check(build: BuildEvaluation, options: RunOptions): RuleProblem[] {
	const context = ruleContext(build, options);
	const starts = new Set(options.files);
	const folders = new Set([...starts].map(dirname));
	// By name and not by parsed file: one that could not be read is a finding too.
	const problems: RuleProblem[] = build.evaluation.problems.filter(
		(problem) =>
			build.evaluation.includes.isReachedFrom(problem.file, starts) && isCertain(problem, context),
	);
	for (const rule of RULES) {
		for (const finding of rule.check(context)) {
			// A fix that could not win has nothing to do.
			const fixes = finding.fixes?.filter(({ edits, command }) => edits.length > 0 || command);
			const problem = { severity: rule.severity, ...finding, code: rule.code };
			problems.push(fixes ? { ...problem, fixes } : problem);
		}
	}
	const isReported = ({ file, severity }: RuleProblem): boolean =>
		starts.has(file) || severity === 'error' || folders.has(dirname(file));
	return withSeverities(
		withoutSuppressed(problems.filter(isReported), context.files),
		options.severities ?? {},
	).sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.span.start - b.span.start));
}

function withSeverities(
	problems: readonly RuleProblem[],
	severities: NonNullable<RunOptions['severities']>,
): RuleProblem[] {
	return problems.flatMap((problem) => {
		const severity = Object.hasOwn(severities, problem.code) ? severities[problem.code] : undefined;
		if (severity === 'off') return [];
		return [severity === undefined ? problem : { ...problem, severity }];
	});
}

/** Without the layers nobody knows where BitBake would look for a file to include. */
function isCertain({ code, file, span }: FileProblem, { isComplete, files }: RuleContext): boolean {
	return code !== 'missing-include' || isComplete || files.get(file)?.text[span.start] === '/';
}
