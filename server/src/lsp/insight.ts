import { setTimeout } from 'node:timers/promises';
import { BuildLogs } from '../insight/buildLogs';
import { hasMirror } from '../insight/hasMirror';
import { cookerFolders } from '../insight/places';
import type { MachineBuilds } from '../shared/insight';
import type { Builds } from './builds';
import { uriOf } from './uris';

/** A build takes minutes, and a look costs a few listings of small folders. */
const INTERVAL_MS = 20_000;
/** As long as somebody who asks for the status may have to wait for it. */
const PATIENCE_MS = 2_000;

/** The last builds of every build directory, read again from time to time. */
export class LastBuilds {
	private readonly builds: Builds;
	private readonly onChange: () => void;
	private readonly logs = new BuildLogs();
	private known: ReadonlyMap<string, readonly MachineBuilds[]> = new Map();
	private looking: Promise<void> | undefined;

	/** `onChange` is called when something is known that was not before. */
	constructor(builds: Builds, onChange: () => void) {
		this.builds = builds;
		this.onChange = onChange;
	}

	/** Undefined until the logs were read. */
	of(directory: string): readonly MachineBuilds[] | undefined {
		return this.known.get(directory);
	}

	/** Looks now and from now on. */
	follow(): void {
		void this.look();
		setInterval(() => void this.look(), INTERVAL_MS).unref();
	}

	/**
	 * Never rejects: a folder or a log that cannot be read counts as not there.
	 * Nor does it wait for a file system that does not answer.
	 */
	look(): Promise<void> {
		this.looking ??= this.read().finally(() => {
			this.looking = undefined;
		});
		return Promise.race([this.looking, setTimeout(PATIENCE_MS, undefined, { ref: false })]);
	}

	private async read(): Promise<void> {
		const found = new Map<string, readonly MachineBuilds[]>();
		for (const directory of this.builds.directories) {
			const build = this.builds.get(directory)?.build;
			if (!build) continue;
			const options = { hasMirror: hasMirror(build) };
			const machines = await this.logs.read(cookerFolders(build), options);
			found.set(directory, machines.map(withUris));
		}
		const isNew = JSON.stringify([...found]) !== JSON.stringify([...this.known]);
		this.known = found;
		if (isNew) this.onChange();
	}
}

function withUris(machine: MachineBuilds): MachineBuilds {
	return { ...machine, runs: machine.runs.map((run) => ({ ...run, log: uriOf(run.log) })) };
}
