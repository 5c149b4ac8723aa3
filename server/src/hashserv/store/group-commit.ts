import { monotonic } from '../../shared/monotonic';

/** The transaction statements of one database connection; each throws when it fails. */
export interface Transactions {
	begin(): void;
	commit(): void;
	rollback(): void;
	/** True for the error of `begin` when another process holds the write lock. */
	isBusy(error: unknown): boolean;
	/** The error that a caller gets for one that was thrown. */
	explain(error: unknown): unknown;
}

interface Job {
	/** Runs inside the transaction; may run again after a rollback. */
	run(): void;
	resolve(): void;
	reject(error: unknown): void;
}

/** How long writes wait for another process's lock, and the longest pause between two tries. */
const LOCK_PATIENCE_MS = 10_000;
const LONGEST_PAUSE_MS = 50;

/**
 * Runs all writes that arrive in one turn of the event loop in one
 * transaction, in their order, and settles their promises after the commit.
 *
 * When a write or the commit fails, the transaction is rolled back and each
 * write is tried in one of its own, so that only the guilty ones fail. While
 * another process holds the lock, writes wait without blocking the loop:
 * look-ups go on.
 */
export class GroupCommit {
	readonly #transactions: Transactions;
	readonly #patience: number;
	#jobs: Job[] = [];
	#scheduled = false;
	#waitingSince: number | null = null;
	#pause = 1;
	readonly #drained: (() => void)[] = [];

	/** @param patience milliseconds that writes wait for another process's lock */
	constructor(transactions: Transactions, patience = LOCK_PATIENCE_MS) {
		this.#transactions = transactions;
		this.#patience = patience;
	}

	/** Queues a write; resolves with what it returned once that is committed. */
	run<T>(write: () => T): Promise<T> {
		return new Promise((resolve, reject) => {
			let result: T;
			this.#jobs.push({
				run: () => {
					result = write();
				},
				resolve: () => resolve(result),
				reject: (error) => reject(this.#transactions.explain(error)),
			});
			// A check-phase callback runs after all input of this turn is read.
			if (!this.#scheduled) {
				this.#scheduled = true;
				setImmediate(() => this.#commit());
			}
		});
	}

	/** Resolves when no write waits. */
	drain(): Promise<void> {
		if (!this.#scheduled) return Promise.resolve();
		return new Promise((resolve) => this.#drained.push(resolve));
	}

	#commit(): void {
		try {
			this.#transactions.begin();
		} catch (error) {
			if (this.#transactions.isBusy(error) && this.#mayWait()) return;
			this.#finish((jobs) => rejectAll(jobs, error));
			return;
		}
		this.#finish((jobs) => this.#runAll(jobs));
	}

	/** The jobs are in a transaction that has begun. */
	#runAll(jobs: readonly Job[]): void {
		try {
			for (const job of jobs) job.run();
			this.#transactions.commit();
		} catch (error) {
			this.#rollback();
			if (jobs.length === 1) rejectAll(jobs, error);
			else for (const job of jobs) this.#runAlone(job);
			return;
		}
		for (const job of jobs) job.resolve();
	}

	#runAlone(job: Job): void {
		try {
			this.#transactions.begin();
		} catch (error) {
			job.reject(error);
			return;
		}
		this.#runAll([job]);
	}

	#rollback(): void {
		try {
			this.#transactions.rollback();
		} catch {
			// SQLite has rolled back by itself, as it does when the disk is full.
		}
	}

	#mayWait(): boolean {
		this.#waitingSince ??= monotonic();
		if (monotonic() - this.#waitingSince > this.#patience) return false;
		setTimeout(() => this.#commit(), this.#pause);
		this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
		return true;
	}

	#finish(settle: (jobs: readonly Job[]) => void): void {
		const jobs = this.#jobs;
		this.#jobs = [];
		this.#scheduled = false;
		this.#waitingSince = null;
		this.#pause = 1;
		settle(jobs);
		for (const resolve of this.#drained.splice(0)) resolve();
	}
}

function rejectAll(jobs: readonly Job[], error: unknown): void {
	for (const job of jobs) job.reject(error);
}
