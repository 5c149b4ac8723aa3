import { Worker } from 'node:worker_threads';
import type { Answer, Question, Questions, ReaderOptions } from './questions';

/** A thread that nobody has asked anything for so long, in milliseconds, ends. */
const IDLE = 10_000;

/** What of a database can be asked from another thread. */
export type AskDatabase = <Name extends keyof Questions>(
	database: string,
	name: Name,
	...args: Parameters<Questions[Name]>
) => Promise<ReturnType<Questions[Name]>>;

export interface DatabaseReader {
	/** Rejects when the database cannot be read. */
	readonly ask: AskDatabase;
	/** Lets go of the database; the next question opens it again. */
	close(): Promise<void>;
}

/**
 * Reads databases in a thread of its own, which runs only while it is asked.
 * @param workerPath the bundle of `worker.ts`
 */
export function createDatabaseReader(workerPath: string): DatabaseReader {
	let current: ReaderThread | null = null;

	async function close(): Promise<void> {
		const old = current;
		current = null;
		await old?.close();
	}

	return {
		ask: async (database, name, ...args) => {
			// While one database is let go of, somebody else may ask for another.
			while (current !== null && current.database !== database) await close();
			if (current === null) {
				const started = new ReaderThread(workerPath, database, () => {
					if (current === started) current = null;
				});
				current = started;
			}
			return (await current.ask(name, args)) as never;
		},
		close,
	};
}

interface Waiting {
	resolve(value: unknown): void;
	reject(error: Error): void;
}

class ReaderThread {
	readonly database: string;
	readonly #worker: Worker;
	readonly #waiting = new Map<number, Waiting>();
	readonly #gone: Promise<void>;
	readonly #ended: () => void;
	#lastId = 0;
	#idle: NodeJS.Timeout | undefined;

	/** @param ended called when no more can be asked */
	constructor(workerPath: string, database: string, ended: () => void) {
		this.database = database;
		this.#ended = ended;
		const workerData: ReaderOptions = { database };
		const worker = new Worker(workerPath, { workerData, name: 'database-reader', stdout: true });
		this.#worker = worker;
		let reason = new Error('The look into the database was ended.');
		worker.on('message', (answer: Answer) => this.#take(answer));
		worker.on('error', (error) => {
			reason = error instanceof Error ? error : new Error(String(error));
		});
		this.#gone = new Promise((resolve) => {
			worker.once('exit', () => {
				clearTimeout(this.#idle);
				ended();
				for (const { reject } of this.#waiting.values()) reject(reason);
				resolve();
			});
		});
	}

	ask(name: Question['name'], args: readonly unknown[]): Promise<unknown> {
		const id = ++this.#lastId;
		const question: Question = { id, name, args };
		this.#worker.postMessage(question);
		this.#rest();
		return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
	}

	close(): Promise<void> {
		this.#worker.postMessage('close');
		return this.#gone;
	}

	#take(answer: Answer): void {
		const waiting = this.#waiting.get(answer.id);
		this.#waiting.delete(answer.id);
		if ('error' in answer) waiting?.reject(new Error(answer.error));
		else waiting?.resolve(answer.value);
	}

	/** Ends the thread when it has had nothing to do for a while. */
	#rest(): void {
		clearTimeout(this.#idle);
		this.#idle = setTimeout(() => {
			if (this.#waiting.size > 0) this.#rest();
			else {
				// What is asked from now on would come too late.
				this.#ended();
				void this.close();
			}
		}, IDLE);
		this.#idle.unref();
	}
}
