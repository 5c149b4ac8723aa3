import type { DatabaseSync } from 'node:sqlite';

/** A statement without values, prepared once. */
export function statement(database: DatabaseSync, sql: string): () => void {
	const prepared = database.prepare(sql);
	return () => {
		prepared.run();
	};
}

/** What a step gives, or undefined when it fails: for steps that something else makes up for. */
export function attempt<T>(step: () => T): T | undefined {
	try {
		return step();
	} catch {
		return undefined;
	}
}
