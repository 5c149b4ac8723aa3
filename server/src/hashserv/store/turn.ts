/**
 * What the look-ups of one turn share. A turn is what runs without letting
 * go, such as answering all lines of one packet; a look-up of its own costs
 * more in locks than in looking up.
 */
export interface TurnSteps {
	/** Before the first look-up of a turn. */
	enter(): void;
	/** Opens the snapshot that the look-ups see. */
	begin(): void;
	/** Closes it. */
	end(): void;
}

/**
 * Turns end in a microtask, so no turn reaches into the next callback of the
 * event loop: what was committed before a request came is always seen.
 */
export class Turn {
	readonly #steps: TurnSteps;
	#entered = false;
	#begun = false;
	readonly #end = (): void => {
		this.#entered = false;
		if (!this.#begun) return;
		this.#begun = false;
		this.#steps.end();
	};

	constructor(steps: TurnSteps) {
		this.#steps = steps;
	}

	/** To be called before anything remembered is used. */
	enter(): void {
		if (this.#entered) return;
		this.#entered = true;
		queueMicrotask(this.#end);
		this.#steps.enter();
	}

	/** To be called before the database is read; enters as well. */
	begin(): void {
		this.enter();
		if (this.#begun) return;
		this.#steps.begin();
		this.#begun = true;
	}
}
