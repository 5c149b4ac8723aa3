import { describe, expect, it } from 'vitest';
import { onPort, parseListen } from '../../../server/src/share/ports';

describe('where to listen', () => {
	it.each([
		['192.168.1.5', '192.168.1.5', 8687, true],
		['build1:80', 'build1', 80, false],
		['', '', 8687, true],
		[':80', '', 80, false],
		['0.0.0.0', '0.0.0.0', 8687, true],
		['::', '::', 8687, true],
		['::1', '::1', 8687, true],
		['fe80::1', 'fe80::1', 8687, true],
		['[::1]', '::1', 8687, true],
		['[::1]:80', '::1', 80, false],
	])('is read: %j', (text, host, port, orAbove) => {
		expect(parseListen(text, 8687)).toEqual({ host, port, orAbove });
	});

	it.each(['a:b', 'a:70000', 'a:1:2', '[a]:1', 'http://a', 'a b', 'a:'])('is not: %j', (text) => {
		expect(parseListen(text, 8687)).toBeUndefined();
	});
});

describe('a port that is taken', () => {
	const taken = Object.assign(new Error('taken'), { code: 'EADDRINUSE' });
	const from = (first: number) => async (port: number) => {
		if (port < first) throw taken;
		return port;
	};

	it('leads to the next one, where that is allowed', async () => {
		expect(await onPort({ host: '', port: 10, orAbove: true }, from(13))).toBe(13);
		await expect(onPort({ host: '', port: 10, orAbove: false }, from(13))).rejects.toBe(taken);
		await expect(onPort({ host: '', port: 10, orAbove: true }, from(99))).rejects.toBe(taken);
	});

	it('is not what other errors mean', async () => {
		const other = Object.assign(new Error('other'), { code: 'EACCES' });
		const ports: number[] = [];
		const start = async (port: number) => {
			ports.push(port);
			throw other;
		};
		await expect(onPort({ host: '', port: 10, orAbove: true }, start)).rejects.toBe(other);
		expect(ports).toEqual([10]);
	});
});
