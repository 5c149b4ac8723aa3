import type { SstateSummary } from '../../shared/insight';
import { lastSummary } from '../sstateSummary';

/** A line of a console log that tells something of what ran. */
export type Message =
	/** The beginning of another run: several may share a log. */
	| { readonly kind: 'run' }
	| { readonly kind: 'summary'; readonly summary: SstateSummary }
	/** A task that runs; one without code (noexec) does nothing, and is not told. */
	| ({ readonly kind: 'task' | 'forced' | 'failed' | 'setsceneFailed' } & TaskName)
	| ({ readonly kind: 'unihash'; readonly hash: string } & TaskName)
	| ({ readonly kind: 'missed' | 'onMirror' } & SharedObject)
	| { readonly kind: 'end' };

interface TaskName {
	/** The recipe as BitBake calls it. */
	readonly recipe: string;
	/** With `do_`. */
	readonly task: string;
}

interface SharedObject {
	/** PN. */
	readonly pn: string;
	readonly task: string;
	readonly hash: string;
}

/** Most lines of a log begin otherwise, or go on otherwise soon. */
const BEGINNINGS = [
	'NOTE: Running ',
	'NOTE: Task',
	'NOTE: Tainting hash ',
	'NOTE: Resolving any missing task queue',
	'WARNING: Setscene task ',
	'ERROR: Task (',
	'Sstate summary: ',
	'DEBUG: SState: ',
].map((text) => Buffer.from(text));

/**
 * What BitBake 1.46 (Yocto 3.1) and later write; source: bb/ui/knotty.py,
 * runqueue.py and siggen.py, and sstate.bbclass, whose debug messages alone
 * name what was not found.
 */
const READERS: readonly [RegExp, (groups: readonly string[]) => Message | null][] = [
	[
		/^NOTE: Running task \d+ of \d+ \((.+):(do_[^\s:()]+)\)$/,
		([recipe = '', task = '']) => ({ kind: 'task', recipe, task }),
	],
	[/^NOTE: Resolving any missing task queue dependencies$/, () => ({ kind: 'run' })],
	[/^NOTE: Tasks Summary: Attempted \d+ tasks/, () => ({ kind: 'end' })],
	[
		/^NOTE: Tainting hash to force rebuild of task (.+), (do_[^\s:()]+)$/,
		([recipe = '', task = '']) => ({ kind: 'forced', recipe, task }),
	],
	[
		/^WARNING: Setscene task \((.+):(do_[^\s:()]+)_setscene\) failed with exit code/,
		([recipe = '', task = '']) => ({ kind: 'setsceneFailed', recipe, task }),
	],
	[
		/^ERROR: Task \((.+):(do_[^\s:()]+)\) failed with exit code/,
		([recipe = '', task = '']) => ({ kind: 'failed', recipe, task }),
	],
	[
		/^NOTE: Task (.+):(do_[^\s:()]+) unihash changed to ([0-9a-f]+)$/,
		([recipe = '', task = '', hash = '']) => ({ kind: 'unihash', recipe, task, hash }),
	],
	[
		/^DEBUG: SState: Looked for but didn't find file (.+)$/,
		([path = '']) => objectOf('missed', path),
	],
	[/^DEBUG: SState: Successful fetch test for (.+)$/, ([path = '']) => objectOf('onMirror', path)],
	[/^(Sstate summary: .*)$/, ([line = '']) => summaryOf(line)],
];

/** Reads a line of a log; null when it tells nothing of what ran. */
export function readMessage(line: Buffer): Message | null {
	if (!BEGINNINGS.some((text) => text.equals(line.subarray(0, text.length)))) return null;
	const text = line.toString('utf8');
	for (const [pattern, read] of READERS) {
		const match = pattern.exec(text);
		if (match) return read(match.slice(1));
	}
	return null;
}

function summaryOf(line: string): Message | null {
	const summary = lastSummary(line);
	return summary && { kind: 'summary', summary };
}

/** `…/sstate:PN:…:HASH_task.tar.zst`; null for what belongs to it, such as a signature. */
function objectOf(kind: 'missed' | 'onMirror', path: string): Message | null {
	const [, pn, hash, task] =
		/(?:^|\/)sstate:([^:/]+):[^/]*:([0-9a-f]+)_(\w+)\.(?:tar\.zst|tgz)$/.exec(path) ?? [];
	if (pn === undefined || hash === undefined || task === undefined) return null;
	return { kind, pn, hash, task: `do_${task}` };
}
