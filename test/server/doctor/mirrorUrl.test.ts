import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseOf, locate } from '../../../server/src/doctor/mirrorUrl';

const at = (pattern: string, url: string, path: string) => locate({ pattern, url }, path);

describe('where a mirror has an object', () => {
	it.each([
		[
			'http://h/sstate/PATH;downloadfilename=PATH',
			'ab/cd/sstate:x:y_z.tgz',
			{ kind: 'http', url: 'http://h/sstate/ab/cd/sstate%3Ax%3Ay_z.tgz' },
		],
		['https://h:8080/dl/', 'a.tar.gz', { kind: 'http', url: 'https://h:8080/dl/a.tar.gz' }],
		['https://h/dl', 'a.tar.gz', { kind: 'http', url: 'https://h/dl/a.tar.gz' }],
		['http://h/BASENAME', 'ab/cd/a.tgz', { kind: 'http', url: 'http://h/a.tgz' }],
		['file:///srv/sstate/PATH', 'ab/cd/a.tgz', { kind: 'file', path: '/srv/sstate/ab/cd/a.tgz' }],
		['http://u:p%40@h/PATH', 'a.tgz', { kind: 'http', url: 'http://u:p%2540@h/a.tgz' }],
		['s3://bucket/PATH', 'a.tgz', undefined],
	])('%s', (url, path, expected) => {
		expect(at('file://.*', url, path)).toEqual(expected);
	});

	it('is nowhere for a pair that is for other objects', () => {
		expect(at('file://universal/.*', 'http://h/PATH', 'ab/cd/a.tgz')).toBeUndefined();
		expect(at('https?://.*', 'http://h/PATH', 'ab/cd/a.tgz')).toBeUndefined();
		expect(at('file://(', 'http://h/PATH', 'a')).toBeUndefined();
		expect(at('file', 'http', 'a')).toBeUndefined();
	});

	it('takes what a pattern caught', () => {
		expect(at('file://universal/(.*)', 'http://h/u/\\1', 'universal/ab/a.tgz')).toEqual({
			kind: 'http',
			url: 'http://h/u/ab/a.tgz',
		});
	});

	it('is told or not, but never an error', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), fc.string(), (pattern, url, path) => {
				at(pattern, url, path);
				at(`file://${pattern}`, `http://h/${url}`, path);
				baseOf(url);
			}),
		);
	});
});

describe('the address of a mirror itself', () => {
	it.each([
		['http://h/sstate/PATH;downloadfilename=PATH', { kind: 'http', url: 'http://h/sstate/' }],
		['file:///srv/sstate/PATH', { kind: 'file', path: '/srv/sstate/' }],
		['http://h', { kind: 'http', url: 'http://h/' }],
		['git://h/x', undefined],
	])('%s', (url, expected) => {
		expect(baseOf(url)).toEqual(expected);
	});
});
