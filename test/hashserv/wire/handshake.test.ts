import { describe, expect, it } from 'vitest';
import { HandshakeReader, needsHeaders } from '../../../server/src/hashserv/wire/handshake';

function shake(...lines: string[]) {
	const reader = new HandshakeReader(3);
	for (const line of lines) {
		const handshake = reader.push(line);
		if (handshake !== undefined) return handshake;
	}
	return null;
}

describe('handshake', () => {
	it('takes what clients of 2019 send', () => {
		expect(shake('OEHASHEQUIV 1.0', '')).toEqual({ version: '1.0', headers: new Map() });
	});

	it('takes headers in any case and strips them', () => {
		const handshake = shake('OEHASHEQUIV 1.1', 'Needs-Headers:  true ', 'x: a:b', '');
		expect(handshake?.headers).toEqual(
			new Map([
				['needs-headers', 'true'],
				['x', 'a:b'],
			]),
		);
		expect(handshake !== null && needsHeaders(handshake)).toBe(true);
	});

	it('answers headers only when they are needed', () => {
		const handshake = shake('OEHASHEQUIV 1.1', 'needs-headers: false', '');
		expect(handshake !== null && needsHeaders(handshake)).toBe(false);
	});

	it('waits for the empty line', () => {
		expect(shake('OEHASHEQUIV 1.1', 'needs-headers: true')).toBeNull();
	});

	it('takes blanks around the words', () => {
		expect(shake('  OEHASHEQUIV   1.1 ', '')?.version).toBe('1.1');
	});

	it('takes lines that end with a carriage return', () => {
		expect(shake('OEHASHEQUIV 1.1\r', '\r')?.version).toBe('1.1');
	});

	const refused = [
		['another protocol', 'GET / HTTP/1.1'],
		['the prserv protocol', 'PRSERVICE 1.0'],
		['no version', 'OEHASHEQUIV'],
		['an older version', 'OEHASHEQUIV 0.9'],
		['a newer version', 'OEHASHEQUIV 1.2'],
		['something after the version', 'OEHASHEQUIV 1.1 x'],
		['nothing', ''],
		['a header without a colon', 'OEHASHEQUIV 1.1', 'needs-headers'],
		['too many headers', 'OEHASHEQUIV 1.1', 'a: 1', 'b: 2', 'c: 3', 'd: 4'],
	] as const;
	for (const [name, ...lines] of refused) {
		it(`refuses ${name}`, () => {
			expect(() => shake(...lines)).toThrow(expect.objectContaining({ code: 'bad-handshake' }));
		});
	}
});
