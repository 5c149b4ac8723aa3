import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { LineAnswerer } from '../wire/answerer';
import { attempt, statement } from './statements';
import { Turn } from './turn';
import { type Mapping, UnihashMemory } from './unihash-memory';
import { WarmUp } from './warm-up';

/** Unihashes in memory: 75 MB at most, in proportion when there are fewer. */
const REMEMBERED = 1_000_000;

export interface LookUpOptions {
	readonly reader: DatabaseSync;
	readonly writer: DatabaseSync;
	/** The error to throw for one of the database. */
	explain(error: unknown): unknown;
	/** Told when the unihashes of the file are in memory. */
	readonly warmedUp: ((unihashes: number, milliseconds: number) => void) | undefined;
}

export interface UnihashLookUps {
	/** Answers lines from memory. */
	readonly remembered: LineAnswerer;
	/** The unihash of a taskhash, or null. */
	find(method: string, taskhash: string): string | null;
	/** Runs a look-up in the snapshot that those of one packet share. */
	read<T>(lookUp: () => T): T;
	/** To be called when rows are deleted. */
	forget(): void;
	stop(): void;
}

/**
 * Looks unihashes up, in memory where they are there.
 *
 * Rows are added and deleted, never changed, so what was found stays true
 * until somebody deletes. The owner tells of deletions of our own; those of
 * other processes show in the writer's `data_version`, which its own commits
 * leave as it is.
 */
export function unihashLookUps(options: LookUpOptions): UnihashLookUps {
	const { reader, writer, explain, warmedUp } = options;
	const mapping = reader.prepare(
		'SELECT unihash FROM unihashes_v3 WHERE method = ? AND taskhash = ?',
	);
	const newest = reader.prepare(
		'SELECT id, method, taskhash, unihash FROM unihashes_v3 WHERE id < ? ORDER BY id DESC LIMIT ?',
	);
	const endRead = statement(reader, 'COMMIT');
	const foreignCommits = writer.prepare('PRAGMA data_version');
	const version = (): SQLOutputValue | undefined =>
		attempt(() => foreignCommits.get()?.data_version);

	const memory = new UnihashMemory(REMEMBERED);
	const warmUp = new WarmUp({
		read: (below, rows) => attempt(() => read(() => newest.all(below, rows).map(mappingOf))),
		remember: (row) => {
			memory.add(row);
			return !memory.isFull;
		},
		done: (milliseconds) => {
			if (memory.size > 0) warmedUp?.(memory.size, milliseconds);
		},
	});
	let seenVersion = version();
	const turn = new Turn({
		enter: () => {
			const current = version();
			if (current === undefined || current !== seenVersion) forget();
			seenVersion = current;
		},
		begin: statement(reader, 'BEGIN'),
		end: () => attempt(endRead),
	});

	function read<T>(lookUp: () => T): T {
		try {
			turn.begin();
			return lookUp();
		} catch (error) {
			throw explain(error);
		}
	}

	function forget(): void {
		memory.clear();
		warmUp.restart();
	}

	return {
		remembered: {
			longestLine: memory.longestLine,
			answer: (lines, output) => {
				turn.enter();
				return memory.answer(lines, output);
			},
		},
		find: (method, taskhash) => {
			turn.enter();
			const remembered = memory.get(method, taskhash);
			if (remembered !== undefined) return remembered;
			return read(() => {
				const row = mapping.get(method, taskhash);
				if (row === undefined) return null;
				const unihash = String(row.unihash);
				memory.add({ method, taskhash, unihash });
				return unihash;
			});
		},
		read,
		forget,
		stop: () => warmUp.stop(),
	};
}

type Row = Record<string, SQLOutputValue>;

function mappingOf({ id, method, taskhash, unihash }: Row): Mapping & { readonly id: number } {
	return {
		id: Number(id),
		method: textOf(method),
		taskhash: textOf(taskhash),
		unihash: textOf(unihash),
	};
}

/** A file may hold anything. What is no text is not what anybody asks for, whatever it reads as; nothing is not kept. */
function textOf(value: SQLOutputValue | undefined): string {
	return typeof value === 'string' ? value : '';
}
