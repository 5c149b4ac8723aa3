import { describe, expect, it } from 'vitest';
import {
	clientAddress,
	formatAddress,
	parseAddress,
} from '../../../server/src/hashserv/transport/address';

describe('addresses', () => {
	const valid = [
		['localhost:8686', { kind: 'tcp', host: 'localhost', port: 8686 }],
		['[::1]:8686', { kind: 'tcp', host: '::1', port: 8686 }],
		[':8686', { kind: 'tcp', host: '', port: 8686 }],
		['127.0.0.1:0', { kind: 'tcp', host: '127.0.0.1', port: 0 }],
		['unix:///run/hash.sock', { kind: 'unix', path: '/run/hash.sock' }],
		['unix://./hashserve.sock', { kind: 'unix', path: './hashserve.sock' }],
		['ws://h:1/x', { kind: 'websocket', secure: false, host: 'h', port: 1, path: '/x' }],
		['wss://[::1]:8687', { kind: 'websocket', secure: true, host: '::1', port: 8687, path: '' }],
	] as const;
	for (const [text, address] of valid) {
		it(`reads ${text} and writes it back`, () => {
			expect(parseAddress(text)).toEqual(address);
			expect(formatAddress(parseAddress(text))).toBe(text);
		});
	}

	it('knows the ports of WebSocket addresses without one', () => {
		expect(parseAddress('ws://h')).toMatchObject({ port: 80 });
		expect(parseAddress('wss://hashserv.yoctoproject.org/ws')).toMatchObject({
			port: 443,
			path: '/ws',
		});
	});

	const invalid = [
		['', /no port/],
		['h', /no port, as in h:8686/],
		['h:', /expected HOST:PORT/],
		['h:x', /expected HOST:PORT/],
		['h:70000', /no port 70000/],
		['::1:8686', /brackets/],
		['http://h:1', /expected HOST:PORT/],
		['unix://', /names no socket/],
		['ws://h:99999', /no port 99999/],
		['h :1', /expected HOST:PORT/],
	] as const;
	for (const [text, message] of invalid) {
		it(`explains what is wrong with "${text}"`, () => {
			expect(() => parseAddress(text)).toThrow(message);
		});
	}

	it('gives clients a host they can connect to', () => {
		expect(formatAddress(clientAddress(parseAddress(':8686')))).toBe('127.0.0.1:8686');
		expect(formatAddress(clientAddress(parseAddress('0.0.0.0:1')))).toBe('127.0.0.1:1');
		expect(formatAddress(clientAddress(parseAddress('[::]:1')))).toBe('[::1]:1');
		expect(formatAddress(clientAddress(parseAddress('build1:1')))).toBe('build1:1');
	});
});
