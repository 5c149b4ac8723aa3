import type { DatabaseSync } from 'node:sqlite';

/** Makes a function that lists the methods in the database: one step in the index for each. */
export function methodLister(database: DatabaseSync): () => string[] {
	const next = database.prepare('SELECT min(method) AS method FROM unihashes_v3 WHERE method > ?');
	return () => {
		const methods: string[] = [];
		for (;;) {
			const method = next.get(methods.at(-1) ?? '')?.method;
			if (typeof method !== 'string') return methods;
			methods.push(method);
		}
	};
}
