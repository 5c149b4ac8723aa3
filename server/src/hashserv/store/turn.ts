/**
 * What look-ups share that run without letting go, such as those of all lines
 * of one packet: a look-up of its own costs more in locks than in looking up.
 */
export interface TurnSteps {
	/** Before the first look-up of an iteration of the event loop. */
	enter(): void;
	/** Opens the snapshot that the look-ups see. */
	begin(): void;
	/** Closes it. */
	end(): void;
}

/**
 * Snapshots end in a microtask, so none reaches into the next callback of the
 * event loop. `enter` holds for all packets that one iteration reads: these
 * came before it, or so close behind that nobody can tell.
 */
export class Turn {
	readonly #steps: TurnSteps;
	#entered = false;
	#begun = false;
	readonly #leave = (): void => {
		this.#entered = false;
	};
	readonly #end = (): void => {
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
		setImmediate(this.#leave);
		this.#steps.enter();
	}

	/** To be called before the database is read; enters as well. */
	begin(): void {
		this.enter();
		if (this.#begun) return;
		this.#steps.begin();
		this.#begun = true;
		queueMicrotask(this.#end);
	}
}
