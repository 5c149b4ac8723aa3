import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	mapThrough,
	SAMPLE_DOWNLOADS,
	sampleObject,
} from '../../../server/src/features/mirrors/mapping';
import { findRelease } from '../../../server/src/yocto/releases';
import { processorTime } from '../../support/processorTime';

const OBJECT = sampleObject(findRelease('scarthgap')!);
const sample = (scheme: string) => SAMPLE_DOWNLOADS.find(({ url }) => url.startsWith(scheme))!;
const NAME =
	'sstate%3Azlib%3Acore2-64-poky-linux%3A1.3.1%3Ar0%3Acore2-64%3A14%3A8d5a07c9_populate_sysroot.tar.zst';

describe('a pair applied to what BitBake looks for', () => {
	// test/bitbake/mirrors.test.ts asks BitBake itself.
	it.each([
		['file://.*', 'file:///srv/sstate/PATH', `file:///srv/sstate/8d/5a/${NAME}`],
		['file://.*', 'file:///srv/sstate', `file:///srv/sstate/${NAME}`],
		['file://.*', 'http://u:p@cache.lan:80/sstate/', `http://u@cache.lan:80/sstate/${NAME}`],
		['file://.*', 'http://m.lan/a//b/PATH', `http://m.lan/a/b/8d/5a/${NAME}`],
	])('maps an object through %s %s', (pattern, replacement, url) => {
		expect(mapThrough(OBJECT, pattern, replacement)).toEqual({ kind: 'mapped', url });
	});
	it.each([
		['https', 'https?://.*/.*', 'http://m.lan/sources/', 'http://m.lan/sources/zlib-1.3.1.tar.gz'],
		['https', 'https://example.com', 'http://m.lan', 'http://m.lan/files/zlib-1.3.1.tar.gz'],
		['git', 'git://.*/.*', 'http://m.lan/src', 'http://m.lan/src/git2_example.com.zlib.git.tar.gz'],
		[
			'git',
			'git://.*/.*',
			'git://m.lan/PATH;protocol=http',
			'git://m.lan/zlib.git;protocol=http;branch=main',
		],
	])('maps a download by %s through %s %s', (scheme, pattern, replacement, url) => {
		expect(mapThrough(sample(scheme), pattern, replacement)).toEqual({ kind: 'mapped', url });
	});
	it('does not map what the pattern is not for', () => {
		expect(mapThrough(OBJECT, 'https?://.*', 'http://m/PATH').kind).toBe('no match');
		expect(mapThrough(OBJECT, '.*://.*', 'http://m/PATH').kind).toBe('no match');
		expect(mapThrough(OBJECT, 'fil://.*', 'http://m/PATH').kind).toBe('no match');
		expect(mapThrough(sample('https'), 'https://other.com/.*', 'http://m').kind).toBe('no match');
	});
	it('says nothing where BitBake fails, or releases differ', () => {
		for (const replacement of ['http://\\1.lan/PATH', 'http://h/\\d', 'file://u@h/PATH']) {
			expect(mapThrough(OBJECT, 'file://.*', replacement).kind).toBe('unknown');
		}
		const git = mapThrough(sample('git'), 'git://.*/.*', 'http://m.lan/BASENAME');
		expect(git.kind).toBe('unknown');
	});
	it('says nothing where Python’s patterns differ, or could take for ever', () => {
		for (const pattern of [
			'file://(?P<a>.*)',
			'file://(a+)+$',
			'file://[',
			'file://.*\\Z',
			`file://${'.*'.repeat(9)}x`,
		]) {
			expect(mapThrough(OBJECT, pattern, 'http://m/PATH').kind).toBe('unknown');
		}
	});
	it('never throws and ends at once, whatever the members', () => {
		const member = fc.string({
			unit: fc.constantFrom(...'file:/.*?+()[]{}\\|$^;=%PATHa1@'.split('')),
		});
		fc.assert(
			fc.property(member, member, (pattern, replacement) => {
				const took = processorTime(() => {
					mapThrough(OBJECT, pattern, replacement);
					mapThrough(OBJECT, `file://${pattern}`, `http://${replacement}`);
				});
				return took < 500;
			}),
			{ numRuns: 2000 },
		);
	});
});
