import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publicCache } from '../../../server/src/connect/plan/publicCache';
import type { CacheToUse } from '../../../server/src/connect/plan/wantedSettings';
import { findRelease, RELEASES } from '../../../server/src/yocto/releases';
import { LAYERS, lintBuild } from '../../support/configuration';
import { plan, planned, values } from './support';

const CACHE: CacheToUse = {
	name: 'build1',
	sstate: 'http://build1:8687/sstate',
	downloads: 'http://build1:8687/downloads',
	hashServer: 'build1:8686',
};
const OTHER: CacheToUse = {
	name: 'build2',
	sstate: 'http://build2/sstate',
	downloads: 'http://build2/downloads',
	hashServer: 'build2:8686',
};

const STOCK = `MACHINE ??= "qemux86-64"
DISTRO ?= "poky"

# CONF_VERSION is increased when conf/ changes
# incompatibly.
CONF_VERSION = "2"
`;

const EVERY_RELEASE = RELEASES.map(({ codename }) => codename);

describe('the plan to use a cache', () => {
	it('is one block above CONF_VERSION and its comment', () => {
		expect(planned(STOCK, CACHE)).toBe(`MACHINE ??= "qemux86-64"
DISTRO ?= "poky"

# Shared cache of build1
SSTATE_MIRRORS:prepend = "file://.* http://build1:8687/sstate/PATH;downloadfilename=PATH "
INHERIT += "own-mirrors"
SOURCE_MIRROR_URL = "http://build1:8687/downloads"
BB_HASHSERVE_UPSTREAM = "build1:8686"

# CONF_VERSION is increased when conf/ changes
# incompatibly.
CONF_VERSION = "2"
`);
	});

	it('ends a file without CONF_VERSION, in the line ends of the file', () => {
		expect(planned('MACHINE = "a"', { name: 'b', hashServer: 'b:1' })).toBe(
			'MACHINE = "a"\n\n# Shared cache of b\nBB_HASHSERVE_UPSTREAM = "b:1"\n',
		);
		expect(planned('MACHINE = "a"\r\n', { name: 'b', hashServer: 'b:1' })).toBe(
			'MACHINE = "a"\r\n\r\n# Shared cache of b\r\nBB_HASHSERVE_UPSTREAM = "b:1"\r\n',
		);
	});

	it.each(EVERY_RELEASE)(
		'leaves nothing to find for the rules, and nothing to do: %s',
		(release) => {
			for (const cache of [CACHE, { name: 'build1', downloads: CACHE.downloads! }]) {
				const text = planned(STOCK, cache, release);
				expect(lintBuild(text, { release, files: LAYERS })).toEqual([]);
				expect(plan(text, cache, release)).toEqual({ kind: 'done' });
			}
		},
	);

	it.each(EVERY_RELEASE)('is replaced by one for another cache: %s', (release) => {
		const text = planned(planned(STOCK, CACHE, release), OTHER, release);
		expect(text).toBe(planned(STOCK, OTHER, release));
		expect(plan(text, OTHER, release)).toEqual({ kind: 'done' });
	});

	it('replaces the lines that somebody pasted from the server of the cache', () => {
		const pasted = `# Shared cache of build1, for builds of Yocto 5.0 (scarthgap)
SSTATE_MIRRORS:prepend = "file://.* http://build1:8687/sstate/PATH;downloadfilename=PATH "
BB_HASHSERVE_UPSTREAM = "build1:8686"
MACHINE = "qemuarm"
`;
		expect(planned(pasted, OTHER)).toMatch(
			/^# Shared cache of build2\n[^#]*BB_HASHSERVE_UPSTREAM = "build2:8686"\nMACHINE = "qemuarm"\n$/,
		);
	});

	it('turns lines that say otherwise into comments, long ones as a whole', () => {
		const before = `BB_HASHSERVE = "127.0.0.1:8686"
BB_SIGNATURE_HANDLER ?= "OEBasicHash"
SOURCE_MIRROR_URL ?= "\\
    http://old/downloads"
INHERIT += "own-mirrors"
SSTATE_MIRRORS ?= "file://.* file:///srv/sstate/PATH"
`;
		expect(planned(before, CACHE)).toBe(`#BB_HASHSERVE = "127.0.0.1:8686"
#BB_SIGNATURE_HANDLER ?= "OEBasicHash"
#SOURCE_MIRROR_URL ?= "\\
#    http://old/downloads"
INHERIT += "own-mirrors"
SSTATE_MIRRORS ?= "file://.* file:///srv/sstate/PATH"

# Shared cache of build1
SSTATE_MIRRORS:prepend = "file://.* http://build1:8687/sstate/PATH;downloadfilename=PATH "
SOURCE_MIRROR_URL = "http://build1:8687/downloads"
BB_HASHSERVE_UPSTREAM = "build1:8686"
`);
	});

	it('keeps mirrors, but those of the host whose hash server is replaced', () => {
		const before = `SSTATE_MIRRORS = "file://.* http://old/sstate/PATH;downloadfilename=PATH"
SSTATE_MIRRORS:append = " file://.* http://other/PATH;downloadfilename=PATH"
BB_HASHSERVE_UPSTREAM = "old:8686"
`;
		const [mirrors] = values(planned(before, CACHE), 'scarthgap', 'SSTATE_MIRRORS');
		expect(mirrors).toContain('http://build1:8687/sstate/PATH');
		expect(mirrors).toContain('http://other/PATH');
		expect(mirrors).not.toContain('http://old/');
	});

	it('lets settings for another distribution be', () => {
		const text = `BB_HASHSERVE:other = "elsewhere:1"\n`;
		expect(planned(text, CACHE).startsWith(text)).toBe(true);
	});

	it('is none where the build uses the cache already', () => {
		const text = `SSTATE_MIRRORS = "file://.* http://build1:8687/sstate/PATH;downloadfilename=PATH"
SOURCE_MIRROR_URL = "http://build1:8687/downloads"
USER_CLASSES = "own-mirrors"
INHERIT += "\${USER_CLASSES}"
BB_HASHSERVE_UPSTREAM = 'build1:8686'
`;
		expect(plan(text, CACHE)).toEqual({ kind: 'done' });
	});

	it('says where the last word is when it is not in local.conf', () => {
		const files = {
			...LAYERS,
			'/src/meta/conf/distro/poky.conf': 'BB_HASHSERVE = "distro:1"\n',
		};
		expect(plan(STOCK, CACHE, 'scarthgap', files)).toMatchObject({
			kind: 'impossible',
			reason: expect.stringContaining('at /src/meta/conf/distro/poky.conf:1'),
		});
	});

	it('asks a server that wants a login directly, and not before 5.0', () => {
		const cache = { name: 'build1', hashServer: 'build1:8686', needsLogin: true };
		const text = planned('BB_HASHSERVE_UPSTREAM = "old:1"\n', cache);
		expect(text).toContain('#BB_HASHSERVE_UPSTREAM = "old:1"\n');
		expect(text).toContain('\nBB_HASHSERVE = "build1:8686"\n');
		expect(lintBuild(text, { files: LAYERS })).toEqual([]);
		expect(plan(STOCK, cache, 'kirkstone')).toMatchObject({
			kind: 'impossible',
			reason: expect.stringContaining('cannot log in'),
		});
	});

	it('says when a release knows no such address', () => {
		expect(plan(STOCK, { name: 'h', hashServer: 'wss://h/ws' }, 'kirkstone')).toMatchObject({
			kind: 'impossible',
			reason: expect.stringContaining('known from Yocto 5.0 on'),
		});
	});

	it('never makes a line that BitBake rejects, and is done after one time', () => {
		const line = fc.constantFrom(
			'BB_HASHSERVE = "auto"',
			'BB_HASHSERVE ?= "a:1"',
			'BB_HASHSERVE:append = "x"',
			'BB_HASHSERVE_UPSTREAM = "build2:8686"',
			'BB_SIGNATURE_HANDLER = "OEBasicHash"',
			'SSTATE_MIRRORS = "\\\n  file://.* http://build2/PATH;downloadfilename=PATH \\\n  "',
			'SSTATE_MIRRORS ?= ""',
			'SOURCE_MIRROR_URL = "http://x/"',
			'INHERIT += "own-mirrors"',
			'# Shared cache of somebody',
			'# a comment',
			'',
			'CONF_VERSION = "2"',
		);
		const text = fc.array(line).map((lines) => lines.join('\n'));
		fc.assert(
			fc.property(text, fc.constantFrom('dunfell', 'kirkstone', 'wrynose'), (before, release) => {
				const made = plan(before, CACHE, release);
				if (made.kind === 'done') return;
				expect(made.kind).toBe('edit');
				const after = planned(before, CACHE, release);
				expect(plan(after, CACHE, release)).toEqual({ kind: 'done' });
				const codes = lintBuild(after, { release, files: LAYERS }).map(({ severity }) => severity);
				expect(codes).not.toContain('error');
			}),
		);
	});
});

describe('the public cache', () => {
	it.each(EVERY_RELEASE)(
		'is planned without a finding, or refused with a reason: %s',
		(release) => {
			const cache = publicCache(findRelease(release)!);
			if ('impossible' in cache) {
				expect(cache.impossible).toContain('4.0 and later');
				return;
			}
			const text = planned(STOCK, cache, release);
			expect(lintBuild(text, { release, files: LAYERS })).toEqual([]);
			expect(plan(text, cache, release)).toEqual({ kind: 'done' });
			expect(text).toContain('http://sstate.yoctoproject.org/all/PATH;downloadfilename=PATH');
		},
	);

	it('has the address that the release can ask', () => {
		const server = (release: string) => Object(publicCache(findRelease(release)!)).hashServer;
		expect(server('wrynose')).toBe('wss://hashserv.yoctoproject.org/ws');
		expect(server('scarthgap')).toBe('wss://hashserv.yoctoproject.org/ws');
		expect(server('kirkstone')).toBe('hashserv.yoctoproject.org:8686');
		expect(server('dunfell')).toBeUndefined();
	});

	it('takes the place of a former address', () => {
		const text = planned(
			'BB_HASHSERVE_UPSTREAM = "hashserv.yocto.io:8687"\n',
			publicCache(findRelease('scarthgap')!) as CacheToUse,
		);
		expect(text).toContain('#BB_HASHSERVE_UPSTREAM = "hashserv.yocto.io:8687"');
		expect(lintBuild(text, { files: LAYERS })).toEqual([]);
	});
});
