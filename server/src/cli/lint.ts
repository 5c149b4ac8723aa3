import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DiskReader } from '../files/diskReader';
import type { RuleProblem } from '../rules/rule';
import { check } from '../rules/run';
import { LineIndex } from '../text/lineIndex';
import type { BuildEvaluation } from '../yocto/build';
import { buildHandlers } from '../yocto/buildHandlers';
import { type Command, UsageError } from './io';
import {
	buildDirectoryOf,
	buildDirectoryOption,
	evaluateBuildDirectory,
	evaluateFileAlone,
	releaseOption,
} from './target';

export const USAGE = `usage: hashequiv lint [--format text|json] [--release NAME] [--build-dir DIR] FILE...

Checks BitBake configuration files: conf/local.conf and its neighbours.

  --format text|json  json is an array of {file, code, severity, line, column,
                      endLine, endColumn, message}, counted from 1
  --release NAME      code name or version, such as scarthgap or 5.0; otherwise
                      the build's own, or wrynose where nothing tells
  --build-dir DIR     the build that the files belong to; otherwise found by
                      their path, else each file is looked at alone

Exit code: 0 no error, 1 at least one error, 2 wrong usage.
`;

/** One finding as the command prints it; positions are 1-based. */
interface Reported {
	readonly file: string;
	readonly code: string;
	readonly severity: string;
	readonly line: number;
	readonly column: number;
	readonly endLine: number;
	readonly endColumn: number;
	readonly message: string;
}

export const lint: Command = async (argv, io) => {
	const { values, positionals } = parseArgs({
		args: [...argv],
		allowPositionals: true,
		options: {
			format: { type: 'string', default: 'text' },
			release: { type: 'string' },
			'build-dir': { type: 'string' },
		},
	});
	if (values.format !== 'text' && values.format !== 'json') {
		throw new UsageError(`--format is text or json, not "${values.format}"`);
	}
	if (positionals.length === 0) throw new UsageError('name at least one file');
	const release = releaseOption(values.release);
	const buildDirectory =
		values['build-dir'] === undefined ? undefined : buildDirectoryOption(values['build-dir'], io);

	const found: Reported[] = [];
	const builds = new Map<string, BuildEvaluation>();
	for (const name of positionals) {
		const path = resolve(io.cwd, name);
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
		found.push(...report(name, path, build));
	}

	if (values.format === 'json') io.stdout(`${JSON.stringify(found, null, 2)}\n`);
	else for (const problem of found) io.stdout(`${asText(problem, io.cwd)}\n`);
	return found.some(({ severity }) => severity === 'error') ? 1 : 0;
};

function report(name: string, path: string, build: BuildEvaluation): Reported[] {
	const extraHandlers = buildHandlers(build.evaluation, new DiskReader());
	const problems = check(build, { files: [path], extraHandlers });
	const index = build.evaluation.files.get(path)?.index ?? new LineIndex('');
	return problems.map((problem) => position(name, problem, index));
}

function position(
	file: string,
	{ code, severity, message, span, line }: RuleProblem,
	index: LineIndex,
): Reported {
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

function asText({ file, line, column, severity, code, message }: Reported, cwd: string): string {
	const shown = file.startsWith('/') ? relative(cwd, file) || file : file;
	return `${shown.startsWith('..') ? file : shown}:${line}:${column}: ${severity}: ${message} [${code}]`;
}
