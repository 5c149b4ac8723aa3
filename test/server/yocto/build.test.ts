import { describe, expect, it } from 'vitest';
import { memoryReader } from '../../../server/src/evaluation/reader';
import { evaluateBuild } from '../../../server/src/yocto/build';
import { detectRelease, detectReleaseOfFile } from '../../../server/src/yocto/detectRelease';
import { discoverBuilds } from '../../../server/src/yocto/discover';
import { DEFAULT_RELEASE, findRelease } from '../../../server/src/yocto/releases';

const LAYERS: Record<string, string> = {
	'/b/conf/bblayers.conf': 'BBPATH = "${TOPDIR}"\nBBLAYERS = "/src/core /src/extra/ /src/gone"\n',
	'/src/core/conf/layer.conf':
		'BBPATH .= ":${LAYERDIR}"\nLAYERSERIES_CORENAMES = "scarthgap"\nCORE = "${LAYERDIR}/x"\n',
	'/src/extra/conf/layer.conf':
		'BBPATH =. "${LAYERDIR}:"\nEXTRA := "${LAYERDIR}"\nLATE = "${LAYERDIR}"\n',
	'/src/core/conf/bitbake.conf':
		'include conf/site.conf\ninclude conf/local.conf\nrequire conf/distro/${DISTRO}.conf\nOVERRIDES = "${MACHINE}:forcevariable"\n',
	'/src/extra/conf/distro/mine.conf':
		'BB_HASHSERVE ??= "auto"\nBB_SIGNATURE_HANDLER ?= "OEEquivHash"\n',
};
const build = (local: string, files: Record<string, string> = LAYERS) =>
	evaluateBuild('/b', {
		reader: memoryReader({ ...files, '/b/conf/local.conf': local }),
		release: findRelease('scarthgap') ?? DEFAULT_RELEASE,
		tolerant: true,
		environment: { HOME: { value: '/home/me', isExported: true } },
	});

describe('a build’s base configuration', () => {
	it('is read through layers, bitbake.conf and its includes', () => {
		const { evaluation, isComplete, missingLayers } = build(
			'DISTRO = "mine"\nMACHINE = "m"\nX:m = "${HOME}"\n',
		);
		const value = (name: string) => evaluation.data.get(name)?.value;
		expect([isComplete, missingLayers]).toEqual([true, ['/src/gone']]);
		expect(value('BB_HASHSERVE')).toBe('auto');
		expect(value('BBPATH')).toBe('/src/extra:/b:/src/core');
		expect(value('X')).toBe('/home/me');
		expect(evaluation.data.origin('BB_HASHSERVE')?.file).toBe('/src/extra/conf/distro/mine.conf');
	});
	it('keeps each layer’s own LAYERDIR', () => {
		const { data } = build('DISTRO = "mine"').evaluation;
		expect(['CORE', 'EXTRA', 'LATE'].map((name) => data.get(name)?.value)).toEqual([
			'/src/core/x',
			'/src/extra',
			'/src/extra',
		]);
	});
	it('falls back to what conf/ holds and poky’s defaults without layers', () => {
		const { evaluation, isComplete } = build('A = "1"', {
			'/b/conf/site.conf': 'A ?= "0"\nB = "site"',
		});
		const value = (name: string) => evaluation.data.get(name)?.value;
		expect([isComplete, value('A'), value('B'), value('BB_HASHSERVE')]).toEqual([
			false,
			'1',
			'site',
			'auto',
		]);
		expect(value('SSTATE_DIR')).toBe('/b/sstate-cache');
	});
	it('lets a plain ??= in local.conf lose to the distro, and = win', () => {
		const server = (line: string) =>
			build(`DISTRO = "mine"\n${line}`).evaluation.data.get('BB_HASHSERVE')?.value;
		expect(server('BB_HASHSERVE ??= "h:1"')).toBe('auto');
		expect(server('BB_HASHSERVE ?= "h:1"')).toBe('h:1');
	});
});

describe('the release of a build', () => {
	const detect = (files: Record<string, string>) => {
		const { release, isKnown } = detectRelease('/b', memoryReader(files));
		return [release.codename, isKnown];
	};
	const init = (version: string) => `# comment\n__version__ = "${version}"\n`;

	it('is read from BitBake beside the layers', () => {
		expect(detect({ ...LAYERS, '/src/bitbake/lib/bb/__init__.py': init('2.0.0') })).toEqual([
			'kirkstone',
			true,
		]);
	});
	it('is that of a version between two releases the older one', () => {
		expect(detect({ ...LAYERS, '/src/bitbake/lib/bb/__init__.py': init('2.15.3') })).toEqual([
			'walnascar',
			true,
		]);
	});
	it('is else read from the core layer', () => expect(detect(LAYERS)).toEqual(['scarthgap', true]));
	it('of a file without a build is that of its checkout, else the newest of its layer', () => {
		const detectFor = (path: string) => {
			const files = {
				'/src/poky/bitbake/lib/bb/__init__.py': init('1.46.0'),
				'/src/poky/meta-x/conf/layer.conf': 'LAYERSERIES_COMPAT_x = "kirkstone"\n',
				'/other/meta-y/conf/layer.conf': 'LAYERSERIES_COMPAT_y += "styhead later kirkstone"\n',
			};
			const { release, isKnown } = detectReleaseOfFile(path, memoryReader(files));
			return [release.codename, isKnown];
		};
		expect(detectFor('/src/poky/meta-x/conf/distro/x.conf')).toEqual(['dunfell', true]);
		expect(detectFor('/other/meta-y/conf/machine/y.conf')).toEqual(['styhead', true]);
		expect(detectFor('/elsewhere/local.conf')).toEqual([DEFAULT_RELEASE.codename, false]);
	});
	it('is else assumed', () => expect(detect({})).toEqual([DEFAULT_RELEASE.codename, false]));
});

describe('build directories of a workspace', () => {
	const reader = (paths: readonly string[]) => ({
		exists: (path: string) => paths.includes(path),
		folders: (path: string) => [
			...new Set(
				paths
					.filter((file) => file.startsWith(`${path}/`))
					.map((file) => file.slice(path.length + 1).split('/')[0] ?? ''),
			),
		],
	});
	it.each([
		['the folder itself', ['/w/conf/local.conf'], ['/w']],
		[
			'its children',
			['/w/build/conf/local.conf', '/w/b2/conf/bblayers.conf'],
			['/w/build', '/w/b2'],
		],
		[
			'grouped ones',
			['/w/builds/a/conf/local.conf', '/w/bitbake-builds/x/build/conf/local.conf'],
			['/w/builds/a', '/w/bitbake-builds/x/build'],
		],
		[
			'setups of bitbake-setup, wherever they are kept',
			['/w/one/build/conf/local.conf', '/w/two/layers/meta/conf/layer.conf'],
			['/w/one/build'],
		],
		['nothing deeper', ['/w/a/b/c/conf/local.conf'], []],
		['none', [], []],
	])('%s', (_, files, expected) => {
		expect(discoverBuilds('/w', [], reader(files))).toEqual(expected);
	});
	it.each([
		['the one beside a checkout', '/w/poky', ['/w/build/conf/local.conf'], ['/w/build']],
		[
			'the one of a set-up whose layer is opened',
			'/w/layers/meta-ours',
			['/w/build/conf/local.conf'],
			['/w/build'],
		],
		[
			'none beside a folder that has its own',
			'/w/poky',
			['/w/poky/build/conf/local.conf', '/w/build/conf/local.conf'],
			['/w/poky/build'],
		],
		['none further up', '/w/a/b', ['/w/build/conf/local.conf'], []],
	])('%s', (_, folder, files, expected) => {
		expect(discoverBuilds(folder, [], reader(files))).toEqual(expected);
	});
	it('takes configured ones first, relative or absolute', () => {
		const files = ['/w/a/b/conf/local.conf', '/x/conf/local.conf', '/w/build/conf/local.conf'];
		expect(discoverBuilds('/w', ['a/b', '/x', 'gone'], reader(files))).toEqual([
			'/w/a/b',
			'/x',
			'/w/build',
		]);
	});
});
