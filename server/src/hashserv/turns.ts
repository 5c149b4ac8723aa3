import { monotonic } from '../shared/monotonic';

/** Milliseconds for which one client is served while others may wait. */
const SHARE = 2;
/** Milliseconds for which those that had their share go on before new clients and new data are looked for. */
const TURN = 10;
/** Looking at the clock takes as long as answering two lines. */
const STEPS_PER_LOOK = 16;

/** Lets clients that have sent very much go on one after the other, and everybody else in between. */
export class Turns {
	readonly #waiting: (() => void)[] = [];

	/** Calls this when those that came before had their turn. */
	later(goOn: () => void): void {
		if (this.#waiting.push(goOn) === 1) setImmediate(this.#serve);
	}

	readonly #serve = (): void => {
		const end = monotonic() + TURN;
		let served = 0;
		for (const goOn of this.#waiting) {
			if (served > 0 && monotonic() >= end) break;
			goOn();
			served++;
		}
		this.#waiting.splice(0, served);
		if (this.#waiting.length > 0) setImmediate(this.#serve);
	};
}

/** How much of the server's time one client has had without a break. */
export class Share {
	#steps = 0;
	#end: number | undefined;
	#isUsed = false;

	get isUsed(): boolean {
		return this.#isUsed;
	}

	/** After a break. */
	renew(): void {
		this.#steps = 0;
		this.#end = undefined;
		this.#isUsed = false;
	}

	/** To be called before each step; false when it has to wait for the next share. */
	allows(): boolean {
		if (!this.#isUsed && ++this.#steps % STEPS_PER_LOOK === 0) {
			const now = monotonic();
			this.#end ??= now + SHARE;
			this.#isUsed = now >= this.#end;
		}
		return !this.#isUsed;
	}
}
