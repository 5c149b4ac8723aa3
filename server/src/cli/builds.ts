import { BuildLogs } from '../insight/buildLogs';
import { hasMirror } from '../insight/hasMirror';
import { cookerFolders } from '../insight/places';
import { matchRate } from '../insight/sstateSummary';
import type { MachineBuilds } from '../shared/insight';
import { printRan } from './buildsRan';
import { columns } from './columns';
import { type Command, UsageError } from './io';
import { parseOptions } from './options';
import { buildDirectoryOption, evaluateBuildDirectory, releaseOption } from './target';

export const USAGE = `usage: hashequiv builds [--build-dir DIR] [--missed] [--count N] [--json]

How much shared state the last builds found, from BitBake's console logs: for
each machine, the newest first. Times are UTC; counts are of tasks.

  wanted   looked for in shared state
  local    found in SSTATE_DIR
  mirror   found on a mirror (up to Yocto 3.2 "local" counts both)
  missed   not found, so the task ran
  current  still in the build directory, so not looked for
  match    found of wanted

  --build-dir DIR the build (the current folder)
  --missed        what was built instead of reused: every task with code that
                  ran, by recipe. Those marked * shared state should have had; the
                  others ran to make them. A recipe can have been caused by one
                  above it, not by one below; by which, a log does not tell
  --count N       builds per machine (10; 1 with --missed)
  --release NAME  code name or version; otherwise the build's own
  --json          [{machine, matchRate, previousRate, isLow, runs: [{startedAt,
                  wanted, found, local, mirrors, missed, current, log}]}];
                  with --missed a run has {isFinished, isWhole, recipes: [{id,
                  name, file, multiconfig, tasks: [{name, line, isShared, cause,
                  hasFailed, missedHash, newUnihash}]}]}, too

Exit code: 0 builds were found, 1 there is no log with numbers, 2 wrong usage.
`;

export const builds: Command = async (argv, io) => {
	const { values } = parseOptions({
		args: [...argv],
		options: {
			'build-dir': { type: 'string' },
			count: { type: 'string' },
			missed: { type: 'boolean', default: false },
			release: { type: 'string' },
			json: { type: 'boolean', default: false },
		},
	});
	const count = Number(values.count ?? (values.missed ? 1 : 10));
	if (!Number.isInteger(count) || count < 1) {
		throw new UsageError(`--count ${values.count}: a whole number of at least 1 is needed`);
	}
	const directory = buildDirectoryOption(values['build-dir'], io);
	const build = evaluateBuildDirectory(directory, releaseOption(values.release), io, {
		tolerant: true,
	});
	const folders = cookerFolders(build);
	const machines = await new BuildLogs().read(folders, { count, hasMirror: hasMirror(build) });
	if (values.missed) await printRan(machines, values.json, io);
	else if (values.json) io.stdout(`${JSON.stringify(machines, null, 2)}\n`);
	else io.stdout(machines.map(asText).join('\n'));
	if (machines.length > 0) return 0;
	io.stderr(
		`hashequiv builds: no log of a build with a summary of shared state is in ${folders.join(' or ')}. After the next build there is one.\n`,
	);
	return 1;
};

function asText({ machine, runs }: MachineBuilds): string {
	const rows = runs.map((run) => [
		new Date(run.startedAt).toISOString().slice(0, 19).replace('T', ' '),
		`${run.wanted}`,
		`${run.local ?? run.found}`,
		`${run.mirrors ?? '-'}`,
		`${run.missed}`,
		`${run.current}`,
		matchRate(run) === null ? '-' : `${matchRate(run)} %`,
	]);
	const heading = ['started', 'wanted', 'local', 'mirror', 'missed', 'current', 'match'];
	return `${machine}\n${columns([heading, ...rows])}`;
}
