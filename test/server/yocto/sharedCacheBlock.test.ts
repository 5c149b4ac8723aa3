import { describe, expect, it } from 'vitest';
import { findRelease, RELEASES } from '../../../server/src/yocto/releases';
import { type SharedCache, sharedCacheBlock } from '../../../server/src/yocto/sharedCacheBlock';
import { LAYERS, lintBuild, lintText } from '../../support/configuration';

const CACHE: SharedCache = {
	sstate: 'http://build1:8687/sstate',
	downloads: 'http://build1:8687/downloads/',
	hashServer: 'build1:8686',
};

const block = (release: string, cache: SharedCache = CACHE): string =>
	sharedCacheBlock(cache, findRelease(release)!);

describe('the block for clients of a shared cache', () => {
	it('is in the style of overrides of the release', () => {
		expect(block('scarthgap')).toBe(
			`SSTATE_MIRRORS:prepend = "file://.* http://build1:8687/sstate/PATH;downloadfilename=PATH "
INHERIT += "own-mirrors"
SOURCE_MIRROR_URL = "http://build1:8687/downloads"
BB_SIGNATURE_HANDLER = "OEEquivHash"
BB_HASHSERVE = "auto"
BB_HASHSERVE_UPSTREAM = "build1:8686"
`,
		);
		expect(block('dunfell')).toBe(
			`SSTATE_MIRRORS_prepend = "file://.* http://build1:8687/sstate/PATH;downloadfilename=PATH \\n "
INHERIT += "own-mirrors"
SOURCE_MIRROR_URL = "http://build1:8687/downloads"
BB_SIGNATURE_HANDLER = "OEEquivHash"
BB_HASHSERVE = "build1:8686"
`,
		);
		expect(block('honister')).toContain('SSTATE_MIRRORS:prepend');
		// Its server is asked by that handler alone, too, and poky did not choose it yet.
		expect(block('warrior')).toContain(
			'BB_SIGNATURE_HANDLER = "OEEquivHash"\nSSTATE_HASHEQUIV_SERVER = "http://build1:8686"',
		);
		expect(block('wrynose')).not.toContain('BB_SIGNATURE_HANDLER');
	});

	it('holds only the parts that are shared', () => {
		const names = (cache: SharedCache): string[] =>
			block('wrynose', cache)
				.split('\n')
				.slice(0, -1)
				.map((line) => line.split(' ')[0]!);
		expect(names({ sstate: CACHE.sstate! })).toEqual(['SSTATE_MIRRORS:prepend']);
		expect(names({ downloads: CACHE.downloads! })).toEqual(['INHERIT', 'SOURCE_MIRROR_URL']);
		expect(names({ hashServer: CACHE.hashServer! })).toEqual([
			'BB_HASHSERVE',
			'BB_HASHSERVE_UPSTREAM',
		]);
	});

	it('asks a server directly where the release’s own cannot have it as its upstream', () => {
		const v6 = { ...CACHE, hashServer: '[2001:db8::1]:8686' };
		expect(block('kirkstone', v6)).toContain('BB_HASHSERVE = "[2001:db8::1]:8686"');
		expect(block('scarthgap', v6)).toContain('BB_HASHSERVE_UPSTREAM = "[2001:db8::1]:8686"');
	});

	it('names the handler whose hashes the objects have', () => {
		const plain = { ...CACHE, signatureHandler: 'OEBasicHash' };
		for (const { codename } of RELEASES) {
			expect(block(codename, plain)).toContain('BB_SIGNATURE_HANDLER = "OEBasicHash"');
			expect(block(codename, plain)).not.toContain('HASHSERVE');
		}
	});

	const before = 'MACHINE ?= "qemux86-64"\nSSTATE_MIRRORS ?= "file://.* http://other/PATH"\n';
	it.each(RELEASES.map(({ codename }) => codename))('has nothing wrong with it: %s', (release) => {
		expect(lintText(block(release), release)).toEqual([]);
		expect(lintBuild(`${before}${block(release)}`, { release, files: LAYERS })).toEqual([]);
	});

	it.each(['dunfell', 'scarthgap'])('keeps the mirrors that are there: %s', (release) => {
		const wrong = lintText(`${before.replace('file://.* ', '')}${block(release)}`, release);
		// Three members: the pair of the block, and one without a partner that was there before.
		expect(wrong.map(({ code }) => code)).toEqual(['mirror-unpaired']);
	});
});
