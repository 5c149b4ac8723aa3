import { WireError } from '../errors';
import { quote } from './quote';

/** BitBake's limit (`DEFAULT_MAX_CHUNK`): a message of this many characters or more travels in chunks. */
export const CHUNK_THRESHOLD = 32 * 1024;
const CHUNK_LENGTH = CHUNK_THRESHOLD - 1;
const CHUNK_STREAM = 'chunk-stream';

/**
 * A message as JSON in ASCII. BitBake reads lines of at most 64 KiB and
 * counts characters when it cuts, so a character has to be one byte.
 */
export function encodeMessage(message: unknown): string {
	const json = JSON.stringify(message);
	return NON_ASCII.test(json)
		? json.replace(
				ALL_NON_ASCII,
				(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
			)
		: json;
}

const NON_ASCII = /[\u0080-\uffff]/;
const ALL_NON_ASCII = /[\u0080-\uffff]/g;

/**
 * The lines that carry an encoded message on a stream socket: itself when it
 * is short, else an announcement, the chunks and an empty line.
 *
 * No chunk ends with a blank where that can be helped: BitBake strips the
 * ends of the lines it reads, and a blank at a seam would be lost.
 */
export function splitMessage(json: string): string[] {
	if (json.length < CHUNK_THRESHOLD) return [json];
	const lines = [`{"${CHUNK_STREAM}": null}`];
	for (let start = 0; start < json.length; ) {
		const limit = Math.min(start + CHUNK_LENGTH, json.length);
		let end = limit;
		while (end > start && json.charCodeAt(end - 1) === 0x20) end--;
		if (end === start) end = limit;
		lines.push(json.slice(start, end));
		start = end;
	}
	lines.push('');
	return lines;
}

/** Makes messages of lines, joining chunks where the client may send them. */
export class MessageReader {
	readonly #limit: number;
	readonly #chunks: boolean;
	#parts: string[] | null = null;
	#length = 0;

	/**
	 * @param limit characters of a joined message
	 * @param chunks false for clients that announce protocol 1.0, and on transports that frame messages
	 */
	constructor(limit: number, chunks: boolean) {
		this.#limit = limit;
		this.#chunks = chunks;
	}

	/** True between the announcement of chunks and the end of them. */
	get unfinished(): boolean {
		return this.#parts !== null;
	}

	/**
	 * Takes one line.
	 * @returns the message when the line completes one, else undefined
	 * @throws WireError `bad-json` or `message-too-long`
	 */
	push(line: string): unknown {
		if (this.#parts !== null) return this.#collect(this.#parts, line);
		const message = parse(line);
		if (this.#chunks && isChunkStream(message)) {
			this.#parts = [];
			this.#length = 0;
			return undefined;
		}
		return message;
	}

	#collect(parts: string[], line: string): unknown {
		if (line !== '') {
			this.#length += line.length;
			if (this.#length > this.#limit) {
				throw new WireError(
					'message-too-long',
					`a message is longer than ${this.#limit} characters`,
				);
			}
			parts.push(line);
			return undefined;
		}
		this.#parts = null;
		return parse(parts.join(''));
	}
}

function isChunkStream(message: unknown): boolean {
	return typeof message === 'object' && message !== null && Object.hasOwn(message, CHUNK_STREAM);
}

function parse(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		throw new WireError('bad-json', `a message is not JSON: ${quote(json)}`);
	}
}
