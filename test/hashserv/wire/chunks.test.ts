import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	CHUNK_THRESHOLD,
	encodeMessage,
	MessageReader,
	splitMessage,
} from '../../../server/src/hashserv/wire/chunks';

function read(lines: readonly string[], { limit = 1_000_000, chunks = true } = {}): unknown[] {
	const reader = new MessageReader(limit, chunks);
	return lines.map((line) => reader.push(line)).filter((message) => message !== undefined);
}

/** A message whose JSON has exactly this length. */
function messageOfLength(length: number): { siginfo: string } {
	return { siginfo: 'x'.repeat(length - '{"siginfo":""}'.length) };
}

describe('splitting', () => {
	it('keeps a message below the threshold in one line', () => {
		const json = encodeMessage(messageOfLength(CHUNK_THRESHOLD - 1));
		expect(splitMessage(json)).toEqual([json]);
	});

	it('announces chunks, ends them with an empty line and keeps each within the limit', () => {
		const json = encodeMessage(messageOfLength(CHUNK_THRESHOLD));
		const lines = splitMessage(json);
		expect(JSON.parse(lines[0] ?? '')).toEqual({ 'chunk-stream': null });
		expect(lines.at(-1)).toBe('');
		expect(lines.slice(1, -1).map((line) => line.length)).toEqual([CHUNK_THRESHOLD - 1, 1]);
	});

	it('survives a reader that strips the ends of lines, as the reference does', () => {
		const message = { siginfo: `${'word '.repeat(40_000)}${' '.repeat(5_000)}end` };
		const lines = splitMessage(encodeMessage(message)).map((line) => line.trimEnd());
		expect(lines.length).toBeGreaterThan(6);
		expect(read(lines)).toEqual([message]);
	});

	it('writes ASCII only, so that a character is a byte', () => {
		const message = { owner: 'Zoë 𝄞' };
		const json = encodeMessage(message);
		expect(json).toMatch(/^[\x20-\x7e]*$/);
		expect(JSON.parse(json)).toEqual(message);
	});

	it('is undone by joining', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.nat(50_000)), { maxLength: 4 }),
				(parts) => {
					const message = {
						siginfo: parts.map(([text, times]) => text.repeat(times % 999)).join(' '),
					};
					const lines = splitMessage(encodeMessage(message));
					expect(read(lines)).toEqual([message]);
					for (const line of lines) expect(line.length).toBeLessThan(CHUNK_THRESHOLD);
				},
			),
			{ numRuns: 50 },
		);
	});
});

describe('reading', () => {
	it('takes chunks of any size, then plain messages again', () => {
		const lines = ['{"chunk-stream": null}', '{"ge', 't": 1', '}', '', '{"ping": {}}'];
		expect(read(lines)).toEqual([{ get: 1 }, { ping: {} }]);
	});

	it('keeps blanks at the seams', () => {
		expect(read(['{"chunk-stream": null}', '{"a": "b ', ' c"}', ''])).toEqual([{ a: 'b  c' }]);
	});

	it('does not know chunks when the client does not', () => {
		expect(read(['{"chunk-stream": null}'], { chunks: false })).toEqual([{ 'chunk-stream': null }]);
	});

	it('tells null, which ends a session, from no message', () => {
		expect(read(['null'])).toEqual([null]);
	});

	it('refuses what is not JSON', () => {
		for (const line of ['', '{', 'get', '{"a":1} x']) {
			expect(() => read([line])).toThrow(expect.objectContaining({ code: 'bad-json' }));
		}
		expect(() => read(['{"chunk-stream": null}', '{', ''])).toThrow(
			expect.objectContaining({ code: 'bad-json' }),
		);
	});

	it('refuses a message that grows past the limit before it is complete', () => {
		const lines = ['{"chunk-stream": null}', 'x'.repeat(60), 'x'.repeat(60)];
		expect(() => read(lines, { limit: 100 })).toThrow(
			expect.objectContaining({ code: 'message-too-long' }),
		);
	});
});
