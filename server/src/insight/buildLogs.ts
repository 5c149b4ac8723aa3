import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildRun, MachineBuilds, SstateSummary } from '../shared/insight';
import { readLog } from './readLog';
import { trendOf } from './trend';

export interface LogOptions {
	/** Runs to keep per machine. */
	readonly count?: number;
	/** Whether shared state is fetched from elsewhere. */
	readonly hasMirror?: boolean;
}

/** Machines that are looked at; a build directory has one, rarely a handful. */
const MACHINES = 50;
/** Logs that are opened per kept run: of some runs nothing was looked up, such as those that end in parsing. */
const TRIES = 5;
const LATEST = 'console-latest.log';

/** Reads the console logs of builds, and those that did not change only once. */
export class BuildLogs {
	private readonly known = new Map<string, { stamp: string; summary: SstateSummary | null }>();

	/** The last builds of every machine, the machine that was built last first. Empty where there are no logs. */
	async read(
		folders: readonly string[],
		{ count = 10, hasMirror = false }: LogOptions = {},
	): Promise<MachineBuilds[]> {
		const machines = new Map<string, BuildRun[]>();
		for (const folder of folders) {
			for (const machine of (await namesIn(folder)).slice(0, MACHINES)) {
				const runs = await this.runsIn(join(folder, machine), count);
				if (runs.length > 0) machines.set(machine, [...(machines.get(machine) ?? []), ...runs]);
			}
		}
		return [...machines]
			.map(([machine, runs]) => trendOf(machine, runs.sort(newestFirst).slice(0, count), hasMirror))
			.sort((a, b) => newestFirst(a.runs[0]!, b.runs[0]!));
	}

	private async runsIn(folder: string, count: number): Promise<BuildRun[]> {
		const logs = (await namesIn(folder))
			.filter((name) => name.endsWith('.log') && name !== LATEST)
			.sort()
			.reverse()
			.slice(0, count * TRIES);
		const runs: BuildRun[] = [];
		// Where BB_CONSOLELOG names one log for all runs, only the link to it may be here.
		for (const name of logs.length > 0 ? logs : [LATEST]) {
			if (runs.length === count) break;
			const run = await this.run(join(folder, name), name);
			if (run) runs.push(run);
		}
		return runs;
	}

	private async run(log: string, name: string): Promise<BuildRun | undefined> {
		try {
			const stats = await stat(log);
			// Opening a pipe might wait for ever.
			if (!stats.isFile()) return undefined;
			const stamp = `${stats.size} ${stats.mtimeMs} ${stats.ino}`;
			const known = this.known.get(log);
			const summary = known?.stamp === stamp ? known.summary : await readLog(log, stats.size);
			this.known.set(log, { stamp, summary });
			return summary ? { ...summary, log, startedAt: timeOf(name) ?? stats.mtimeMs } : undefined;
		} catch {
			// Gone since the folder was listed, or not ours to read: then it tells nothing.
			this.known.delete(log);
			return undefined;
		}
	}
}

/** When a run began by the name of its log, `YYYYMMDDhhmmss.log` in UTC; undefined for other names. */
export function timeOf(name: string): number | undefined {
	const [, year, month, day, hour, minute, second] =
		/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.log$/.exec(name) ?? [];
	if (year === undefined) return undefined;
	const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
	return Number.isNaN(time) ? undefined : time;
}

function newestFirst(a: BuildRun, b: BuildRun): number {
	return b.startedAt - a.startedAt;
}

async function namesIn(folder: string): Promise<string[]> {
	try {
		return await readdir(folder);
	} catch {
		return [];
	}
}
