import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ServerKnowledge, TaskHash, TaskHashes, TaskHashParams } from '../../shared/ran';
import { timeOf } from '../buildLogs';
import { objectOf } from './object';
import { signaturesOf } from './signature';

interface Place {
	/** Folders that may hold the build's stamps. */
	readonly stamps: readonly string[];
	readonly sstateDir: string | undefined;
	readonly server: string | null;
	/** Asks the hash server of a hash. */
	ask(hash: string): Promise<ServerKnowledge>;
	readonly signal: AbortSignal;
}

interface Question extends Pick<TaskHashParams, 'recipe' | 'tasks'> {
	/** Path of the build's console log. */
	readonly log: string;
}

/**
 * What signatures, shared state and the hash server tell of tasks of one
 * recipe. Each is asked as it is now: the build may be long ago.
 */
export async function taskHashes(
	{ log, recipe, tasks }: Question,
	{ stamps, sstateDir, server, ask, signal }: Place,
): Promise<TaskHashes> {
	const startedAt = timeOf(basename(log)) ?? null;
	const period = { from: startedAt, to: (await stat(log)).mtimeMs };
	const signatures = await signaturesOf(stamps, recipe, period);

	async function hashOf(task: TaskHashParams['tasks'][number]): Promise<TaskHash> {
		signal.throwIfAborted();
		const signature = signatures.get(task.name);
		// The hash that a log names is what stood for the task when its output was looked for.
		const unihash = signature?.unihash ?? task.missedHash ?? null;
		const taskhash = signature?.taskhash ?? null;
		const hash = taskhash ?? unihash;
		const answer = hash === null || server === null ? NOT_ASKED : await ask(hash);
		const known = taskhash === null && signature ? withoutTime(answer) : answer;
		const name = known.kind === 'known' ? known.unihash : unihash;
		const object =
			name === null || sstateDir === undefined ? null : await objectOf(sstateDir, task.name, name);
		return { taskhash, unihash, known, object };
	}

	const found: TaskHash[] = [];
	// One after the other: a server on the other side of the world is asked a few questions, not fifty at once.
	for (const task of tasks) found.push(await hashOf(task));
	return { server, sstateDir: sstateDir ?? null, startedAt, tasks: found };
}

const NOT_ASKED: ServerKnowledge = { kind: 'notAsked' };

/** What stands for a task may be another task's hash, and older than this one. */
function withoutTime(known: ServerKnowledge): ServerKnowledge {
	return known.kind === 'known' ? { ...known, firstReportedAt: null } : known;
}
