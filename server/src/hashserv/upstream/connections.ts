import { Link, type LinkOptions, type LinkState } from './link';
import { type Question, Ring } from './ring';

export interface ConnectionsOptions extends Omit<LinkOptions, 'mode' | 'changed'> {
	/** Told about the connection that is always open: its state is that of the upstream. */
	changed(state: LinkState): void;
	/** Told about the others, which come with their first question. */
	noted(state: LinkState): void;
	/** Told that the upstream asks this server in turn, through this client. */
	ringFound(peer: string): void;
}

/** What a word that goes round has beside itself, where a question needs more. */
const RING_METHOD = 'hashequiv-ring';
const RING_ROW = { method: RING_METHOD, taskhash: RING_METHOD };

/** The connections to an upstream, one for each mode of the protocol; what is asked first on each looks for a ring. */
export class Connections {
	readonly ring: Ring;
	readonly #unihashes: Link;
	readonly #rows: Link;
	readonly #existence: Link;
	/** Questions before which a ring was looked for on the connection that there is. */
	readonly #probed = new Set<Question>();

	constructor({ changed, noted, ringFound, ...link }: ConnectionsOptions) {
		this.ring = new Ring({
			send: (question, word) => this.#send(question, word),
			found: ringFound,
		});
		this.#unihashes = new Link({
			...link,
			mode: 'get-stream',
			changed: (state) => {
				this.#forget(state, 'get-stream');
				changed(state);
				if (state.kind === 'connected') this.#probeOnce('get-stream');
			},
		});
		this.#rows = new Link({
			...link,
			mode: null,
			changed: (state) => {
				this.#forget(state, 'get', 'get-outhash');
				noted(state);
			},
		});
		this.#existence = new Link({
			...link,
			mode: 'exists-stream',
			changed: (state) => {
				this.#forget(state, 'exists-stream');
				noted(state);
			},
		});
	}

	/** Connects now, and keeps trying. */
	keepOpen(): void {
		this.#unihashes.keepOpen();
	}

	/** True when such a question would not be asked at all. */
	isDown(question: Question): boolean {
		return this.#linkOf(question).isDown;
	}

	/** Asks for the unihash of a taskhash; empty when there is none, undefined when it cannot be asked. */
	unihash(method: string, taskhash: string): Promise<string | undefined> {
		return this.#unihashes.line(`${method} ${taskhash}`);
	}

	/** Asks whether there is such a unihash: `true` or `false`. */
	exists(unihash: string): Promise<string | undefined> {
		this.#probeOnce('exists-stream');
		return this.#existence.line(unihash);
	}

	/** Asks for a row; null when there is none. */
	row(question: 'get' | 'get-outhash', argument: object): Promise<unknown> {
		this.#probeOnce(question);
		return this.#rows.request(question, argument);
	}

	close(): void {
		for (const link of [this.#unihashes, this.#rows, this.#existence]) link.close();
	}

	#linkOf(question: Question): Link {
		if (question === 'get-stream') return this.#unihashes;
		return question === 'exists-stream' ? this.#existence : this.#rows;
	}

	/** On another connection, somebody else may be at the other end. */
	#forget(state: LinkState, ...questions: readonly Question[]): void {
		if (state.kind === 'down') for (const question of questions) this.#probed.delete(question);
	}

	#probeOnce(question: Question): void {
		if (this.#probed.has(question)) return;
		this.#probed.add(question);
		this.ring.probe(question);
	}

	#send(question: Question, word: string): void {
		this.#ask(question, word).then(
			() => {},
			() => {},
		);
	}

	#ask(question: Question, word: string): Promise<unknown> {
		switch (question) {
			case 'get-stream':
				return this.#unihashes.line(`${RING_METHOD} ${word}`);
			case 'exists-stream':
				return this.#existence.line(word);
			case 'get':
				return this.#rows.request(question, { ...RING_ROW, taskhash: word, all: true });
			case 'get-outhash':
				return this.#rows.request(question, { ...RING_ROW, outhash: word, with_unihash: true });
		}
	}
}
