import type { LineAnswerer } from '../wire/answerer';
import type { LineBlock } from '../wire/lines';
import type { Output } from '../wire/output';
import { attempt } from './statements';
import { type UnihashTable, unihashTable } from './unihash-table';

/** Digits of a taskhash and of a unihash: SHA-256 in hexadecimal, as all BitBakes since 2019 make them. */
const HASH = 64;
const LONGEST_METHOD = 128;
/** Bytes looked at first, and twice as many whenever all of them were answered: to look behind a line that is not known is in vain. */
const FIRST_PIECE = 4096;

/** One row of the table of unihashes. */
export interface Mapping {
	readonly method: string;
	readonly taskhash: string;
	readonly unihash: string;
}

/** The table, and its memory where lines go in and answers come out. */
interface Memory {
	readonly table: UnihashTable;
	readonly input: Buffer;
	readonly output: Buffer;
}

/**
 * Unihashes in memory, as bytes: a look-up that came as bytes is answered
 * without making a string, which would have to be hashed anew for every
 * look-up and costs more than everything else together.
 *
 * What does not have the usual form, such as a hash of another length, is not
 * kept. Where the table cannot be, nothing is: then look-ups read the file.
 */
export class UnihashMemory implements LineAnswerer {
	/** Bytes of the longest line it can answer. */
	readonly longestLine = LONGEST_METHOD + 1 + HASH;
	readonly #capacity: number;
	/** Undefined before the first row, null where there cannot be one. */
	#memory: Memory | null | undefined;
	/** Numbers of the methods, of which the table takes only some. */
	readonly #methods = new Map<string, number>();

	/** @param capacity most unihashes, fewer than 2 ** 20 */
	constructor(capacity: number) {
		this.#capacity = capacity;
	}

	get size(): number {
		return this.#memory?.table.size() ?? 0;
	}

	/** True when a further row would make another leave, or cannot be kept at all. */
	get isFull(): boolean {
		return this.#memory === null || this.size === this.#capacity;
	}

	get(method: string, taskhash: string): string | undefined {
		const number = this.#methods.get(method);
		if (!this.#memory || number === undefined || !hasUsualLength(taskhash)) return undefined;
		const { table, input, output } = this.#memory;
		input.write(taskhash, 'latin1');
		return table.get(number) ? output.toString('latin1', 0, HASH) : undefined;
	}

	/** Keeps a row, if it has the usual form and is not there. */
	add({ method, taskhash, unihash }: Mapping): void {
		if (!hasUsualLength(taskhash) || !hasUsualLength(unihash)) return;
		if (this.#memory === undefined) {
			this.#memory = attempt(() => emptyMemory(this.#capacity)) ?? null;
		}
		if (this.#memory === null) return;
		const { table, input } = this.#memory;
		const number = this.#methods.get(method) ?? this.#addMethod(method, this.#memory);
		if (number < 0) return;
		input.write(taskhash, 'latin1');
		input.write(unihash, HASH, 'latin1');
		table.add(number);
	}

	clear(): void {
		this.#memory?.table.clear();
		this.#methods.clear();
	}

	/**
	 * Answers lines `METHOD TASKHASH` one after the other, up to the first
	 * that it does not know or that looks otherwise.
	 * @returns how many
	 */
	answer(lines: LineBlock, to: Output): number {
		if (!this.#memory) return 0;
		const { table, input, output } = this.#memory;
		for (let answered = 0, most = FIRST_PIECE; ; most = Math.min(2 * most, input.length)) {
			const length = lines.bytes.copy(input, 0, lines.position, lines.position + most);
			const count = table.answer(length);
			if (count === 0) return answered;
			const answers = count * (HASH + 1);
			output.copy(to.room(answers), to.length, 0, answers);
			to.wrote(answers);
			answered += count;
			const consumed = table.consumed.value;
			lines.position += consumed;
			// A piece may end within a line; where more is left, that starts with one that is not known.
			if (length < most || length - consumed > this.longestLine) return answered;
		}
	}

	#addMethod(method: string, { table, input }: Memory): number {
		if (method.length > LONGEST_METHOD || !/^[\x21-\x7e]+$/.test(method)) return -1;
		const number = table.addMethod(input.write(`${method} `, 'latin1'));
		if (number >= 0) this.#methods.set(method, number);
		return number;
	}
}

function emptyMemory(capacity: number): Memory {
	const table = unihashTable(capacity);
	const { memory, INPUT, OUTPUT, BUFFER_SIZE } = table;
	return {
		table,
		input: Buffer.from(memory.buffer, INPUT.value, BUFFER_SIZE.value),
		output: Buffer.from(memory.buffer, OUTPUT.value, BUFFER_SIZE.value),
	};
}

/** In bytes, too; whether they are digits is left to the table. */
function hasUsualLength(hash: string): boolean {
	return hash.length === HASH && !/[^\0-\x7f]/.test(hash);
}
