/** The blocks in docs/connecting-builds.md are right for the releases they are for. */
import { describe, expect, it } from 'vitest';
import { findRelease, RELEASES, type Release } from '../../server/src/yocto/releases';
import { sharedCacheBlock } from '../../server/src/yocto/sharedCacheBlock';
import { lintText } from '../support/configuration';
import { blocksOf, pageNamed } from './pages';

const CACHE = {
	sstate: 'http://cache.example.com/sstate',
	downloads: 'http://cache.example.com/downloads',
	hashServer: 'cache.example.com:8686',
};

/** One block for one release. */
const CASES = blocksOf(pageNamed('docs/connecting-builds.md'))
	.filter(({ language }) => language === 'bitbake')
	.flatMap(({ words, text }, index) => {
		const [kind = '', names = ''] = (words[0] ?? '').split('=');
		return names.split(',').map((name) => ({ block: index + 1, kind, name, text }));
	});

function releaseNamed(name: string): Release {
	const release = findRelease(name);
	if (release === undefined) throw new Error(`There is no release "${name}".`);
	return release;
}

describe('blocks for builds', () => {
	it.each(CASES)('$block for $name has no finding', ({ name, text }) => {
		expect(lintText(text, releaseNamed(name).codename)).toEqual([]);
	});

	const reading = CASES.filter(({ kind }) => kind === 'read');

	it.each(reading)('$block for $name is what `share` prints', ({ name, text }) => {
		expect(text).toBe(sharedCacheBlock(CACHE, releaseNamed(name)));
	});

	it('tell every release how to read and how to report', () => {
		// The first release has none of these variables.
		const known = RELEASES.slice(1).map(({ codename }) => codename);
		expect(reading.map(({ name }) => name).sort()).toEqual(known.sort());
		const others = CASES.filter(({ kind }) => kind === 'release').map(({ name }) => name);
		expect([...new Set(others)].sort()).toEqual(known.sort());
	});
});
