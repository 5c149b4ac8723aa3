import { dirname } from 'node:path';
import type { DataStore } from '../../server/src/evaluation/dataStore';
import { Evaluation } from '../../server/src/evaluation/evaluate';
import { DiskReader } from '../../server/src/files/diskReader';
import { dialectFor, isFrom, type Release } from '../../server/src/yocto/releases';
import type { BitBakeFile, BitBakeVariable } from './bitbake';

/** Counts of a comparison; `differences` are sentences for people. */
export interface Comparison {
	files: number;
	values: number;
	/** Values that we do not claim to know. */
	unknown: number;
	readonly differences: string[];
}

export function newComparison(): Comparison {
	return { files: 0, values: 0, unknown: 0, differences: [] };
}

/** Evaluates a file alone as `BitBake.files` does. */
export function evaluateFile(path: string, release: Release, follow: boolean): Evaluation {
	const evaluation = new Evaluation({
		dialect: dialectFor(release),
		reader: new DiskReader(),
		follow,
	});
	evaluation.data.setInternal('BBPATH', dirname(path));
	if (!isFrom(release, '4.0')) evaluation.data.setInternal('TOPDIR', process.cwd());
	evaluation.run(path);
	return evaluation;
}

/** Adds what differs between our reading of a file and BitBake's. */
export function compareFile(
	path: string,
	ours: Evaluation,
	theirs: BitBakeFile,
	into: Comparison,
): void {
	into.files++;
	const [problem] = ours.problems.filter(({ severity }) => severity === 'error');
	if (ours.failed !== !theirs.ok) {
		// Python that fails when BitBake runs it at once is beyond a static reader: it says "not known".
		if (!theirs.ok && /^ExpansionError|SyntaxError|RecursionError/.test(theirs.error)) {
			into.unknown++;
			return;
		}
		const said = theirs.ok ? 'BitBake reads it' : `BitBake says ${theirs.error}`;
		into.differences.push(`${path}: ${said}, we say ${problem?.message ?? 'it is fine'}`);
	} else if (!theirs.ok) {
		const line = /ParseError at [^:]*:(\d+): /.exec(theirs.error)?.[1];
		if (line !== undefined && problem?.line !== Number(line)) {
			into.differences.push(`${path}: BitBake says line ${line}, we say ${problem?.line}`);
		}
	} else {
		compareVariables(path, ours.data, theirs.variables, into);
	}
}

/** Adds what differs between two data stores. */
export function compareVariables(
	where: string,
	ours: DataStore,
	theirs: Readonly<Record<string, BitBakeVariable>>,
	into: Comparison,
): void {
	const differ = (name: string, what: string, our: unknown, their: unknown): void => {
		into.differences.push(
			`${where}: ${name} ${what}: BitBake ${JSON.stringify(their)}, we ${JSON.stringify(our)}`,
		);
	};
	for (const [name, { value, raw, flags }] of Object.entries(theirs)) {
		if (name === 'BBPATH') continue;
		const found = ours.get(name);
		if (found && (!found.isStatic || found.error !== undefined)) {
			into.unknown++;
			continue;
		}
		into.values++;
		if ((found?.value ?? null) !== value) differ(name, 'value', found?.value ?? null, value);
		const ourRaw = ours.raw(name) ?? null;
		if (typeof raw !== 'object' && ourRaw !== raw) differ(name, 'unexpanded', ourRaw, raw);
		const known = (entries: Iterable<[string, string]>): [string, string][] =>
			[...entries].filter(([flag]) => !ours.isFlagUnknown(name, flag)).sort();
		const ourFlags = known(ours.flags(name));
		const theirFlags = known(Object.entries(flags));
		into.unknown += ours.flags(name).size - ourFlags.length;
		if (JSON.stringify(ourFlags) !== JSON.stringify(theirFlags)) {
			differ(name, 'flags', Object.fromEntries(ourFlags), Object.fromEntries(theirFlags));
		}
	}
	for (const name of ours.names()) {
		if (!(name in theirs) && !['FILE', 'BBPATH', 'TOPDIR'].includes(name)) {
			differ(name, 'exists', true, false);
		}
	}
}
