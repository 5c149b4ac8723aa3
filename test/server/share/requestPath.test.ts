import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isServed } from '../../../server/src/share/names';
import { parseRequestPath } from '../../../server/src/share/requestPath';
import { OBJECT, PLUS } from './support';

describe('the path of a request', () => {
	it.each([OBJECT, PLUS])('is the same, encoded or not: %s', (path) => {
		const expected = { kind: 'path', root: 'sstate', segments: path.split('/') };
		expect(parseRequestPath(`/sstate/${path}`)).toEqual(expected);
		expect(parseRequestPath(`/sstate//${path}`)).toEqual(expected);
		const encoded = path.split('/').map(encodeURIComponent).join('/');
		expect(parseRequestPath(`/sstate/${encoded}`)).toEqual(expected);
		expect(parseRequestPath(`/sstate/${encodeURIComponent(path)}?x=/../y`)).toEqual(expected);
	});

	it.each(['', 'sstate/x', '/sstate/%', '/sstate/%ff', '/sstate/a%00b', '/sstate/../etc/passwd'])(
		'is refused when it is none: %j',
		(path) => {
			expect(parseRequestPath(path).kind).toBe('bad');
		},
	);

	it.each(['/sstate/%2e%2e/x', '/sstate/a/%2E%2E%2Fx', '/downloads/.', '/downloads//../x'])(
		'does not lead out: %s',
		(path) => {
			expect(parseRequestPath(path).kind).toBe('bad');
		},
	);

	it('never throws, and never has a segment that climbs', () => {
		const part = fc.constantFrom('/', '..', '.', '%2e', '%2f', '%', 'sstate', 'x', '\0', '?', '+');
		const path = fc.array(fc.oneof(part, fc.string()), { maxLength: 12 });
		fc.assert(
			fc.property(path, (parts) => {
				const parsed = parseRequestPath(`/sstate/${parts.join('')}`);
				if (parsed.kind !== 'path') return;
				for (const segment of parsed.segments) {
					expect(segment).not.toMatch(/^\.{0,2}$|[/\0]/);
				}
			}),
		);
	});
});

describe('the names that are served', () => {
	const sstate = (name: string): boolean => isServed('sstate', ['ab', 'cd', name]);
	const downloads = (path: string): boolean => isServed('downloads', path.split('/'));

	it('are what BitBake asks for', () => {
		const object = 'sstate:zlib::1.3:r0::11:ab_package.tar.zst';
		expect([object, `${object}.siginfo`, `${object}.sig`].map(sstate)).toEqual([true, true, true]);
		expect(sstate('sstate:zlib::1.3:r0::3:ab_package.tgz')).toBe(true);
		expect(sstate('sstate:zlib::1.3:r0::3:ab_package.tgz.siginfo')).toBe(true);
		expect(downloads('zlib-1.3.tar.xz')).toBe(true);
		expect(downloads('git2_git.example.org.zlib.tar.gz')).toBe(true);
		expect(downloads('uninative/0123/x86_64-nativesdk-libc-4.4.tar.xz')).toBe(true);
	});

	it('are not what is still being written, nor locks and stamps', () => {
		const object = 'sstate:zlib::1.3:r0::11:ab_package.tar.zst';
		expect(sstate(`${object}k3_9x1ab`)).toBe(false);
		expect(sstate(`${object}.XyZ12345`)).toBe(false);
		expect(sstate(`${object}.lock`)).toBe(false);
		expect(sstate(`${object}.done`)).toBe(false);
		expect(sstate('sigtask.ab12')).toBe(false);
		for (const end of ['lock', 'done', 'tmp']) expect(downloads(`a.tar.gz.${end}`)).toBe(false);
	});

	it('are not databases, hidden files or clones', () => {
		expect(isServed('sstate', ['hashserv.db'])).toBe(false);
		expect(isServed('sstate', ['hashserv.db-wal'])).toBe(false);
		expect(downloads('.netrc')).toBe(false);
		expect(downloads('.hidden/a.tar.gz')).toBe(false);
		expect(downloads('git2/git.example.org.zlib/config')).toBe(false);
		expect(downloads('svn/example.org/trunk/.svn/wc.db')).toBe(false);
	});
});
