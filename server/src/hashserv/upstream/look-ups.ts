import type { Awaitable } from '../store/store';

/** What another server is asked. Nothing here fails: while it is away, it knows nothing. */
export interface LookUps {
	/** The unihash of a taskhash, or null. */
	unihash(method: string, taskhash: string): Awaitable<string | null>;
	/** Stores the row of a taskhash; false when there is none. */
	fetchTaskhash(method: string, taskhash: string): Awaitable<boolean>;
	/** Stores the row of an outhash and returns its unihash; null when there is none. */
	fetchOuthash(method: string, outhash: string, taskhash: string): Awaitable<string | null>;
	/** The unihash of an outhash, or null; stores nothing. */
	unihashOfOuthash(method: string, outhash: string, taskhash: string): Awaitable<string | null>;
	/** True when some taskhash has this unihash. */
	unihashExists(unihash: string): Awaitable<boolean>;
	/** Waits until what was learned so far is stored; resolves with how much that was. */
	stored(): Promise<number>;
}
