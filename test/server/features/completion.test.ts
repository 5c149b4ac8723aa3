import { describe, expect, it } from 'vitest';
import { memoryReader } from '../../../server/src/evaluation/reader';
import { complete, type Suggestion } from '../../../server/src/features/completion';
import { check } from '../../../server/src/rules/run';
import { evaluateAlone } from '../../../server/src/yocto/build';
import { findRelease } from '../../../server/src/yocto/releases';
import { LOCAL_CONF } from '../../support/configuration';
import { LAYERS, viewOf } from '../../support/view';

type Options = Parameters<typeof viewOf>[1];

function suggestions(marked: string, options?: Options): Suggestion[] {
	const { view, offset } = viewOf(marked, options);
	return complete(view, offset);
}

const labels = (marked: string, options?: Options) =>
	suggestions(marked, options).map(({ label }) => label);

/** The text after choosing a suggestion, as an editor without snippets would write it. */
function chosen(marked: string, label: string, options?: Options): string {
	const { text } = viewOf(marked, options);
	const found = suggestions(marked, options).find((each) => each.label === label);
	if (!found) throw new Error(`${label} is not offered`);
	const inserted = found.insert.replace(/\$\{1:?([^}]*)\}|\$0/g, '$1').replace(/\\([\\$}])/g, '$1');
	return text.slice(0, found.span.start) + inserted + text.slice(found.span.end);
}

const MACHINES: Record<string, string> = {
	...LAYERS,
	'/meta/conf/distro/poky.conf':
		'OVERRIDES = "${MACHINE}:forcevariable"\nMACHINE ??= "qemux86"\nIMAGE_FSTYPES:raspberrypi = "wic"\n',
};

describe('operators', () => {
	const ALL = ['=', '?=', '??=', ':=', '+=', '=+', '.=', '=.'];
	it('come behind a name and a blank, with what they do', () => {
		expect(labels('MY_OWN |')).toEqual(ALL);
		expect(labels('export MY_OWN |')).toEqual(ALL);
		expect(labels('MY_OWN[doc] |')).toEqual(ALL);
		expect(suggestions('MY_OWN |').every(({ documentation }) => documentation)).toBe(true);
	});
	it('write the rest of a new line, and nothing that is there', () => {
		expect(chosen('A |', '?=')).toBe('A ?= ""');
		expect(chosen('A ?|', '??=')).toBe('A ??= ""');
		expect(chosen('A?|', '?=')).toBe('A ?= ""');
		expect(chosen('A | "x"', '=')).toBe('A = "x"');
		expect(chosen('A ?|= "x"', '??=')).toBe('A ??= "x"');
	});
	it('do not come behind a statement’s first word, in comments and in values', () => {
		for (const marked of ['include |', '# A |', 'A = "b |"', 'A = " \\\nB |', 'A |b']) {
			expect(labels(marked).filter((label) => ALL.includes(label))).toEqual(
				marked === 'A |b' ? ALL : [],
			);
		}
	});
});

describe('signature handlers', () => {
	it('are those of the release, then those that the build’s own layers define', () => {
		const handler = 'class Ours(bb.siggen.SignatureGenerator):\n    name = "Ours"\n';
		const files = { ...LAYERS, '/meta/lib/oe/sstatesig.py': handler };
		const offered = (options?: Options) => labels('BB_SIGNATURE_HANDLER = "|"', options);
		expect(offered()).toContain('OEEquivHash');
		expect(offered({ files })).toEqual([...offered(), 'Ours']);
	});
});

describe('what follows a name', () => {
	it('is asked for where values can be offered', () => {
		const goesOn = (marked: string, label: string) =>
			suggestions(marked).find((each) => each.label === label)?.goesOn;
		expect(goesOn('BB_|', 'BB_SIGNATURE_HANDLER')).toBe(true);
		expect(goesOn('SSTATE_|', 'SSTATE_MIRRORS')).toBe(true);
		expect(goesOn('SSTATE_|', 'SSTATE_DIR')).toBe(false);
		expect(goesOn('BB_HASHSERVE |', '=')).toBe(true);
		expect(goesOn('BB_HASHSERVE | "x"', '=')).toBe(false);
		expect(goesOn('BB_HASHSERVE[doc] |', '=')).toBe(false);
	});
});

describe('overrides', () => {
	it('come behind a colon: operations, then the build’s own', () => {
		const found = suggestions('MACHINE = "board"\nA:|', { files: MACHINES });
		expect(found.map(({ label }) => label)).toEqual([
			'append',
			'prepend',
			'remove',
			'forcevariable',
			'board',
			'raspberrypi',
		]);
		expect(found.find(({ label }) => label === 'board')?.detail).toBe('Active in this build');
		expect(found.find(({ label }) => label === 'raspberrypi')?.detail).not.toContain('Active');
	});
	it('are offered once', () => {
		const options = { files: MACHINES };
		expect(labels('A:append:|', options)).not.toContain('append');
		expect(labels('A:forcevariable:|', options)).not.toContain('forcevariable');
	});
	it('write the blank that BitBake does not', () => {
		expect(chosen('A:|', 'append')).toBe('A:append = " "');
		expect(chosen('A:pre|', 'prepend')).toBe('A:prepend = " "');
		expect(chosen('A:| = "x"', 'append')).toBe('A:append = "x"');
	});
	it('come behind an underscore in old releases, where the name is known', () => {
		const old = { release: 'dunfell' };
		expect(chosen('SSTATE_MIRRORS_|', 'append', old)).toBe('SSTATE_MIRRORS_append = " "');
		expect(labels('MY_|', old)).not.toContain('append');
		expect(labels('SSTATE_MIRRORS_|')).not.toContain('append');
	});
});

describe('parts of a mirror', () => {
	it('are patterns first, then replacements', () => {
		expect(labels('SSTATE_MIRRORS = "|"')).toEqual(['file://.*']);
		expect(labels('SSTATE_MIRRORS = "file://.* |"')).toEqual(
			expect.arrayContaining([
				'https://cache.example.com/sstate/PATH;downloadfilename=PATH',
				'file:///srv/sstate-cache/PATH',
				'http://sstate.yoctoproject.org/all/PATH;downloadfilename=PATH',
				's3://',
			]),
		);
		expect(labels('PREMIRRORS:prepend = "git://.*/.* http://m \\\n |"')).toEqual(
			expect.arrayContaining(['https?://.*/.*', 'git://.*/.*']),
		);
	});
	it('follow the release', () => {
		expect(labels('PREMIRRORS = "|"', { release: 'dunfell' })).toContain('cvs://.*/.*');
		expect(labels('PREMIRRORS = "|"', { release: 'wrynose' })).not.toContain('cvs://.*/.*');
	});
	it('are tokens in a replacement, and its parameter once', () => {
		expect(labels('SSTATE_MIRRORS = "file://.* http://h/|"')).toEqual(
			expect.arrayContaining(['PATH', 'BASENAME', 'HOST', 'TYPE', 'MIRRORNAME']),
		);
		expect(chosen('SSTATE_MIRRORS = "file://.* http://h/PA|"', 'PATH')).toBe(
			'SSTATE_MIRRORS = "file://.* http://h/PATH"',
		);
		expect(labels('SSTATE_MIRRORS = "file://.* http://h/PATH;|"')).toEqual([
			'downloadfilename=PATH',
		]);
		expect(labels('SSTATE_MIRRORS = "file://.* http://h/PATH;downloadfilename=PATH;|"')).toEqual(
			[],
		);
	});
});

describe('flags', () => {
	it('come behind a bracket, with those of the variable', () => {
		expect(labels('BB_HASHSERVE[|')).toEqual(expect.arrayContaining(['doc', 'vardepvalue']));
		expect(labels('do_compile[|')).toContain('network');
		expect(labels('BB_HASHSERVE[|')).not.toContain('network');
		expect(labels('MINE[own] = "1"\nMINE[|')).toContain('own');
	});
	it('write what is missing', () => {
		expect(chosen('A[|', 'doc')).toBe('A[doc] = ""');
		expect(chosen('A[|]', 'doc')).toBe('A[doc]');
		expect(chosen('A[va|rdeps] = "x"', 'vardepvalue')).toBe('A[vardepvalue] = "x"');
	});
});

describe('files', () => {
	const files = {
		...LAYERS,
		'/build/conf/extra.conf': '',
		'/build/conf/notes.txt': '',
		'/meta/conf/machine/include/x86.inc': '',
		'/meta/classes-global/own-mirrors.bbclass': '',
		'/meta/classes-recipe/meson.bbclass': '',
		'/meta/classes/rm_work.bbclass': '',
	};
	it('come behind include and require, from beside the file and along BBPATH', () => {
		const found = labels('require |', { files });
		expect(found).toEqual(expect.arrayContaining(['extra.conf', 'conf/']));
		expect(found).not.toContain('notes.txt');
		expect(found).not.toContain('local.conf');
		expect(labels('include conf/distro/|', { files })).toEqual(['poky.conf']);
		expect(chosen('include a.conf conf/dis|', 'distro/', { files })).toBe(
			'include a.conf conf/distro/',
		);
	});
	it('are classes in INHERIT, those that a configuration can inherit and that are not there yet', () => {
		expect(labels('INHERIT += "|"', { files })).toEqual(['own-mirrors', 'rm_work']);
		expect(labels('INHERIT += "rm_work |"', { files })).toEqual(['own-mirrors']);
	});
});

describe('machines and distros', () => {
	it('are those of the layers', () => {
		const files = {
			...LAYERS,
			'/meta/conf/machine/qemuarm.conf': '',
			'/meta/conf/machine/include/tune.inc': '',
			'/build/conf/machine/ours.conf': '',
		};
		const labels = (text: string) => {
			const { view, offset } = viewOf(text, { files });
			return complete(view, offset).map(({ label, insert, span }) => [label, insert, span.start]);
		};
		expect(labels('MACHINE ??= "q|"')).toEqual([
			['ours', 'ours', 13],
			['qemuarm', 'qemuarm', 13],
		]);
		expect(labels('DISTRO = "|"')).toEqual([['poky', 'poky', 10]]);
	});
});

describe('whole tasks', () => {
	const SHARED = 'Use a shared cache';
	const PUBLIC = 'Use the Yocto Project’s public cache';
	const OWN = 'Use hash equivalence with a server of this build';

	it('are as the release needs them', () => {
		expect(chosen('|', SHARED, { release: 'wrynose' })).toBe(
			[
				'SSTATE_MIRRORS:prepend = "file://.* http://cache.example.com/sstate/PATH;downloadfilename=PATH "',
				'INHERIT += "own-mirrors"',
				'SOURCE_MIRROR_URL = "http://cache.example.com/downloads"',
				'BB_HASHSERVE_UPSTREAM = "cache.example.com:8686"',
			].join('\n'),
		);
		expect(chosen('|', SHARED, { release: 'dunfell' })).toContain(
			'downloadfilename=PATH \\n "\nINHERIT',
		);
		expect(chosen('|', PUBLIC)).toContain('"wss://hashserv.yoctoproject.org/ws"');
		expect(chosen('|', PUBLIC, { release: 'kirkstone' })).toContain(
			'"hashserv.yoctoproject.org:8686"',
		);
		expect(labels('|', { release: 'dunfell' })).not.toContain(PUBLIC);
	});
	it('leave out what is there, and are gone when nothing is left', () => {
		expect(labels('|')).not.toContain(OWN);
		const off = 'BB_SIGNATURE_HANDLER ?= "OEBasicHash"\n';
		const files = { ...LAYERS, '/meta/conf/distro/poky.conf': off };
		expect(chosen('|', OWN, { files })).toBe(
			'BB_HASHSERVE = "auto"\nBB_SIGNATURE_HANDLER = "OEEquivHash"',
		);
		expect(chosen('BB_HASHSERVE = "auto"\n|', OWN, { files })).toBe(
			'BB_HASHSERVE = "auto"\nBB_SIGNATURE_HANDLER = "OEEquivHash"',
		);
		const mirror = 'SSTATE_MIRRORS = "file://.* http://h/PATH"\n';
		expect(labels(`${mirror}|`)).not.toContain(SHARED);
		expect(labels(`${mirror}|`)).not.toContain(PUBLIC);
	});
	it('give no findings of ours', () => {
		for (const release of ['dunfell', 'kirkstone', 'scarthgap', 'whinlatter', 'wrynose']) {
			for (const task of [SHARED, PUBLIC]) {
				if (!labels('|', { release }).includes(task)) continue;
				const reader = memoryReader({ [LOCAL_CONF]: `${chosen('|', task, { release })}\n` });
				const build = evaluateAlone(LOCAL_CONF, {
					reader,
					release: findRelease(release)!,
					tolerant: true,
				});
				const found = check(build, { files: [LOCAL_CONF] });
				expect([release, task, found.map(({ message }) => message)]).toEqual([release, task, []]);
			}
		}
	});
	it('come only where a line begins', () => {
		for (const marked of ['A |', '# |', 'A = "|"', 'A = " \\\n|', '| = "x"']) {
			expect(labels(marked)).not.toContain(SHARED);
		}
	});
});
