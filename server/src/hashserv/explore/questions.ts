/** The messages between `DatabaseReader` and its thread. Plain data. */
import type { DatabaseView } from '../store/explore/index';

/** What can be asked of a database. */
export type Questions = Omit<DatabaseView, 'close'>;

export interface Question {
	readonly id: number;
	readonly name: keyof Questions;
	readonly args: readonly unknown[];
}

export type Answer =
	| { readonly id: number; readonly value: unknown }
	| { readonly id: number; readonly error: string };

/** `workerData` of the thread. */
export interface ReaderOptions {
	readonly database: string;
}
