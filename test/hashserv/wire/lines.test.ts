import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineDecoder } from '../../../server/src/hashserv/wire/lines';

/** Lines and the error code that end what a decoder makes of some pieces. */
function decode(pieces: readonly Uint8Array[], limit = 100): string[] {
	const decoder = new LineDecoder(limit);
	const out: string[] = [];
	try {
		for (const piece of pieces) {
			decoder.push(Buffer.from(piece));
			for (let line = decoder.next(); line !== undefined; line = decoder.next()) out.push(line);
		}
		if (decoder.partial > 0) out.push(`(${decoder.partial} bytes more)`);
	} catch (error) {
		out.push(`!${(error as { code: string }).code}`);
	}
	return out;
}

const bytes = (text: string): Uint8Array => Buffer.from(text);
const byByte = (all: Uint8Array): Uint8Array[] => Array.from(all, (byte) => Uint8Array.of(byte));

describe('lines', () => {
	const cases: [string, Uint8Array, string[]][] = [
		['nothing', bytes(''), []],
		['one line', bytes('hello\n'), ['hello']],
		['empty lines', bytes('\n\na\n\n'), ['', '', 'a', '']],
		['a line that is not complete', bytes('a\nbc'), ['a', '(2 bytes more)']],
		['characters of two to four bytes', bytes('ä€𝄞\nb\n'), ['ä€𝄞', 'b']],
		['a carriage return stays', bytes('a\r\n'), ['a\r']],
		['a zero byte stays', bytes('a\0b\n'), ['a\0b']],
		['a line of the longest length', bytes(`${'x'.repeat(100)}\n`), ['x'.repeat(100)]],
		['a line too long', bytes(`ok\n${'x'.repeat(101)}\nno\n`), ['ok', '!line-too-long']],
		['a line too long without an end', bytes(`ok\n${'x'.repeat(101)}`), ['ok', '!line-too-long']],
		['the limit counts bytes', bytes(`${'€'.repeat(34)}\n`), ['!line-too-long']],
		['bad UTF-8', Buffer.from('6f6b0a62ff640a6e6f0a', 'hex'), ['ok', '!bad-utf8']],
		['an overlong form', Buffer.from('c0af0a', 'hex'), ['!bad-utf8']],
		['a surrogate in UTF-8', Buffer.from('eda0800a', 'hex'), ['!bad-utf8']],
		['a character cut off by the newline', Buffer.from('e2820a', 'hex'), ['!bad-utf8']],
	];
	for (const [name, input, expected] of cases) {
		it(`${name}, at once`, () => expect(decode([input])).toEqual(expected));
		it(`${name}, byte by byte`, () => expect(decode(byByte(input))).toEqual(expected));
	}

	it('gives the same lines however the bytes are cut', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.oneof(
						fc.string({ unit: 'binary', maxLength: 30 }).map(bytes),
						fc.constant(bytes('\n')),
						fc.uint8Array({ maxLength: 3 }),
					),
				),
				fc.array(fc.nat(40)),
				(parts, cuts) => {
					const all = Buffer.concat(parts);
					const pieces: Buffer[] = [];
					let start = 0;
					for (const cut of cuts) {
						pieces.push(all.subarray(start, start + cut));
						start += cut;
					}
					pieces.push(all.subarray(start));
					expect(decode(pieces, 20)).toEqual(decode([all], 20));
				},
			),
		);
	});
});
