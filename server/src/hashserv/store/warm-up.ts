import { monotonic } from '../../shared/monotonic';
import type { Mapping } from './unihash-memory';

/** Rows read at once. More of them would live long enough for V8 to use more memory from then on, and to spread over it. */
const ROWS = 50;
/** Times that is done without letting go: about two milliseconds. */
const PIECE = 20;
/** Milliseconds from one piece to the next, in which clients are answered. */
const PAUSE = 4;
/** Milliseconds from the moment that everything was forgotten to the first piece. */
const DELAY = 1000;
/** After a warm-up, the next one waits this many times as long as it took. */
const RESTRAINT = 20;

export interface WarmUpSteps {
	/** Some rows with an id below, the newest first; undefined when the file cannot be read. */
	read(below: number, rows: number): readonly (Mapping & { readonly id: number })[] | undefined;
	/** Takes a row; false when there is no room for more. */
	remember(mapping: Mapping): boolean;
	/** Called when everything is in memory, or all there is room for, with the milliseconds that took. */
	done(milliseconds: number): void;
}

/**
 * Reads unihashes into memory while the server does other things, the newest
 * first: a file of a million rows is read in some seconds from one end to the
 * other, while look-ups at random read pages all over it.
 */
export class WarmUp {
	readonly #steps: WarmUpSteps;
	#timer: NodeJS.Timeout | undefined;
	#below = 0;
	#started = 0;
	#earliest = 0;
	#rounds = 0;

	constructor(steps: WarmUpSteps) {
		this.#steps = steps;
		this.#begin(0);
	}

	/** To be called when everything was forgotten. */
	restart(): void {
		this.#begin(Math.max(DELAY, this.#earliest - monotonic()));
	}

	stop(): void {
		clearTimeout(this.#timer);
	}

	#begin(delay: number): void {
		this.#rounds++;
		this.#below = Number.MAX_SAFE_INTEGER;
		this.#started = monotonic() + delay;
		this.#schedule(delay);
	}

	#schedule(delay: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#step(), delay).unref();
	}

	#step(): void {
		const round = this.#rounds;
		for (let times = 0; times < PIECE; times++) {
			const rows = this.#steps.read(this.#below, ROWS);
			// Reading may show that everything is to be forgotten.
			if (rows === undefined || round !== this.#rounds) return;
			const hasRoom = rows.every((row) => this.#steps.remember(row));
			const last = rows.at(-1);
			if (last === undefined || !hasRoom) {
				this.#finish();
				return;
			}
			this.#below = last.id;
		}
		this.#schedule(PAUSE);
	}

	#finish(): void {
		const now = monotonic();
		this.#earliest = now + RESTRAINT * (now - this.#started);
		this.#steps.done(now - this.#started);
	}
}

/** For the log. */
export function warmedUpMessage(unihashes: number, milliseconds: number): string {
	return `${unihashes} unihashes are in memory after ${(milliseconds / 1000).toFixed(1)} s`;
}
