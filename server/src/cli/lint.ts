import { relative, resolve } from 'node:path';
import { THIS_MACHINE } from '../files/thisMachine';
import { type Reach, reach } from '../hashserv/reach';
import type { RuleProblem } from '../rules/rule';
import { check, ruleContext } from '../rules/run';
import { askedServers } from '../rules/upstreamUnreachable';
import { LineIndex } from '../text/lineIndex';
import type { BuildEvaluation } from '../yocto/build';
import { FORMATS, type ReportedFinding } from './formats';
import { type Command, UsageError } from './io';
import { parseOptions } from './options';
import {
	buildDirectoryOf,
	buildDirectoryOption,
	evaluateBuildDirectory,
	evaluateFileAlone,
	releaseOption,
} from './target';

export const USAGE = `usage: hashequiv lint [--format NAME] [--release NAME] [--build-dir DIR] [--probe] FILE...

Checks BitBake configuration files: conf/local.conf and its neighbours.

  --format NAME       text; json, an array of {file, code, severity, line, column,
                      endLine, endColumn, message}, counted from 1; sarif, for
                      code scanning; github, for annotations in a workflow
  --release NAME      code name or version, such as scarthgap or 5.0; otherwise
                      that of the build or the layer, or wrynose where nothing tells
  --build-dir DIR     the build that the files belong to; otherwise found by
                      their path, else each file is looked at alone
  --probe             ask the servers that the build would ask whether they answer

Exit code: 0 no error, 1 at least one error, 2 wrong usage.
`;

export const lint: Command = async (argv, io) => {
	const { values, positionals } = parseOptions({
		args: [...argv],
		allowPositionals: true,
		options: {
			format: { type: 'string', default: 'text' },
			release: { type: 'string' },
			'build-dir': { type: 'string' },
			probe: { type: 'boolean', default: false },
		},
	});
	const format = Object.hasOwn(FORMATS, values.format) ? FORMATS[values.format] : undefined;
	if (!format) {
		throw new UsageError(
			`--format is one of ${Object.keys(FORMATS).join(', ')}, not "${values.format}"`,
		);
	}
	if (positionals.length === 0) throw new UsageError('name at least one file');
	const release = releaseOption(values.release);
	const buildDirectory =
		values['build-dir'] === undefined ? undefined : buildDirectoryOption(values['build-dir'], io);

	// By place and code: a file may be named, and be included by another that is.
	const found = new Map<string, ReportedFinding>();
	const names = new Map(positionals.map((name) => [resolve(io.cwd, name), name]));
	const builds = new Map<string, BuildEvaluation>();
	const answers: Answers = new Map();
	for (const path of names.keys()) {
		const directory = buildDirectory ?? buildDirectoryOf(path);
		let build: BuildEvaluation | undefined;
		if (directory !== undefined) {
			build =
				builds.get(directory) ?? evaluateBuildDirectory(directory, release, io, { tolerant: true });
			builds.set(directory, build);
		}
		// A file that takes no part in the build is looked at for itself.
		if (
			!build?.evaluation.files.has(path) &&
			!build?.evaluation.problems.some(({ file }) => file === path)
		) {
			build = evaluateFileAlone(path, release ?? build?.release, { tolerant: true });
		}
		if (values.probe) await askServersOf(build, answers);
		for (const problem of problemsOf(path, build, values.probe ? answers : undefined)) {
			const name = names.get(problem.file) ?? shortest(problem.file, io.cwd);
			const finding = report(name, problem, build.evaluation.files.get(problem.file)?.index);
			found.set(`${problem.file}:${problem.span.start}:${problem.code}`, finding);
		}
	}

	const findings = [...found.values()];
	io.stdout(format(findings));
	return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
};

/** What came of asking servers, by address. */
type Answers = Map<string, Reach>;

/** Asks the servers that the build would ask and nobody has asked yet. */
async function askServersOf(build: BuildEvaluation, answers: Answers): Promise<void> {
	const context = ruleContext(build, {
		files: [],
		reachability: (address) => answers.get(address),
	});
	for (const { address } of askedServers(context)) {
		if (!answers.has(address)) answers.set(address, await reach(address));
	}
}

function problemsOf(
	path: string,
	build: BuildEvaluation,
	answers: Answers | undefined,
): RuleProblem[] {
	return check(build, {
		files: [path],
		host: THIS_MACHINE?.files,
		...(answers ? { reachability: (address: string) => answers.get(address) } : {}),
	});
}

/** Relative to the working directory where that is not longer. */
function shortest(path: string, cwd: string): string {
	const inside = relative(cwd, path);
	return inside.startsWith('..') ? path : inside;
}

function report(
	file: string,
	{ code, severity, message, span, line }: RuleProblem,
	index = new LineIndex(''),
): ReportedFinding {
	const start = index.positionAt(span.start);
	const end = index.positionAt(span.end);
	// A file that could not be read has no text to count in; its problem knows the line.
	const isWithoutText = span.end === 0;
	return {
		file,
		code,
		severity,
		line: isWithoutText ? line : start.line + 1,
		column: start.character + 1,
		endLine: isWithoutText ? line : end.line + 1,
		endColumn: end.character + 1,
		message,
	};
}
