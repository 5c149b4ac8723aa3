import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { speechOf } from '../../../server/src/hashserv/transport/first-bytes';

describe('the first bytes of a connection', () => {
	it.each([
		['', 'unknown'],
		['O', 'unknown'],
		['OE', 'lines'],
		['OEHASHEQUIV 1.1\n', 'lines'],
		['OPTIONS', 'unknown'],
		['OPTIONS / HTTP/1.1', 'http'],
		['GET', 'unknown'],
		['GET /healthz', 'http'],
		['POST /v1/equivalent', 'http'],
		['P', 'unknown'],
		['GETAWAY', 'lines'],
		['get /', 'lines'],
		['\x16\x03\x01', 'tls'],
		['\x00', 'lines'],
		['\n', 'lines'],
	])('%j are %s', (head, speech) => {
		expect(speechOf(Buffer.from(head, 'latin1'))).toBe(speech);
	});

	it('never change what they are when more come, and are told from eight', () => {
		const head = fc.oneof(
			fc.uint8Array({ maxLength: 20 }),
			fc
				.tuple(fc.constantFrom('GET /', 'OPTIONS ', 'OEHASHEQUIV', 'DELETE x'), fc.nat(8))
				.map(([text, length]) => Buffer.from(text).subarray(0, length)),
		);
		fc.assert(
			fc.property(head, fc.uint8Array({ maxLength: 9 }), (bytes, more) => {
				const before = speechOf(Buffer.from(bytes));
				const after = speechOf(Buffer.concat([bytes, more]));
				if (before !== 'unknown') expect(after).toBe(before);
				if (bytes.length >= 8) expect(before).not.toBe('unknown');
			}),
		);
	});
});
