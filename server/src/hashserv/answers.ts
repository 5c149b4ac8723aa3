interface Slot {
	text: string | null;
	error: unknown;
	failed: boolean;
}

/** Lets answers leave in the order of their requests, whichever is ready first. */
export class AnswerQueue {
	readonly #deliver: (text: string) => void;
	readonly #fail: (error: unknown) => void;
	readonly #advanced: () => void;
	readonly #slots: Slot[] = [];
	#scheduled = false;

	/**
	 * @param deliver takes each answer in its turn
	 * @param fail takes the first error in its turn; nothing is delivered after it
	 * @param advanced called when answers that were waited for have been delivered
	 */
	constructor(
		deliver: (text: string) => void,
		fail: (error: unknown) => void,
		advanced: () => void,
	) {
		this.#deliver = deliver;
		this.#fail = fail;
		this.#advanced = advanced;
	}

	/** Answers that are waited for, or wait behind such. */
	get size(): number {
		return this.#slots.length;
	}

	/** Takes the answer to the latest request. */
	add(answer: string | Promise<string>): void {
		if (typeof answer === 'string') {
			if (this.#slots.length === 0) this.#deliver(answer);
			else this.#slots.push({ text: answer, error: null, failed: false });
			return;
		}
		const slot: Slot = { text: null, error: null, failed: false };
		this.#slots.push(slot);
		answer.then(
			(text) => {
				slot.text = text;
				this.#advance(slot);
			},
			(error: unknown) => {
				slot.error = error;
				slot.failed = true;
				this.#advance(slot);
			},
		);
	}

	/** Drops what waits. */
	clear(): void {
		this.#slots.length = 0;
	}

	/** Answers of one commit are ready one right after the other: they leave together. */
	#advance(changed: Slot): void {
		if (this.#slots[0] !== changed || this.#scheduled) return;
		this.#scheduled = true;
		queueMicrotask(() => {
			this.#scheduled = false;
			this.#deliverReady();
		});
	}

	#deliverReady(): void {
		let ready = 0;
		for (const slot of this.#slots) {
			if (slot.failed) {
				this.clear();
				this.#fail(slot.error);
				return;
			}
			if (slot.text === null) break;
			this.#deliver(slot.text);
			ready++;
		}
		this.#slots.splice(0, ready);
		if (ready > 0) this.#advanced();
	}
}
