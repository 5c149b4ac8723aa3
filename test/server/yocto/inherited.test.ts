import { describe, expect, it } from 'vitest';
import { memoryReader } from '../../../server/src/evaluation/reader';
import { evaluateBuild } from '../../../server/src/yocto/build';
import { DEFAULT_RELEASE, findRelease } from '../../../server/src/yocto/releases';

/** A small build with a layer whose bitbake.conf reads local.conf and a multiconfig. */
const LAYERS: Record<string, string> = {
	'/b/conf/bblayers.conf': 'BBPATH = "${TOPDIR}"\nBBLAYERS = "/core"\n',
	'/core/conf/layer.conf': 'BBPATH .= ":${LAYERDIR}"\n',
	'/core/conf/bitbake.conf':
		'include conf/local.conf\ninclude conf/multiconfig/${BB_CURRENT_MC}.conf\nINHERIT += "${PACKAGE_CLASSES}"\nPACKAGE_CLASSES ?= ""\n',
	'/core/classes/base.bbclass': 'A ?= "base"\n',
};

interface Options {
	readonly classes?: Record<string, string>;
	/** Undefined for a file that is not there. */
	readonly files?: Record<string, string | undefined>;
	readonly tolerant?: boolean;
	readonly multiconfig?: string;
}

function build(local: string, { classes = {}, files = {}, tolerant, multiconfig }: Options = {}) {
	const inherited = Object.entries(classes).map(
		([name, text]) => [`/core/classes/${name}.bbclass`, text] as const,
	);
	const all: Record<string, string | undefined> = {
		...LAYERS,
		...Object.fromEntries(inherited),
		...files,
		'/b/conf/local.conf': local,
	};
	const present = Object.entries(all).flatMap(([path, text]) =>
		text === undefined ? [] : [[path, text] as const],
	);
	return evaluateBuild('/b', {
		reader: memoryReader(Object.fromEntries(present)),
		release: findRelease('scarthgap') ?? DEFAULT_RELEASE,
		tolerant: tolerant ?? false,
		...(multiconfig === undefined ? {} : { multiconfig }),
	}).evaluation;
}

describe('the classes of INHERIT', () => {
	it('are read behind all configuration files, base.bbclass first', () => {
		const { data } = build('PACKAGE_CLASSES = "x"\nINHERIT += "y"\nB = "local"\n', {
			classes: { x: 'A ?= "x"\nB ?= "x"\nX = "${A}"\n', y: 'B:append = " y"\n' },
		});
		expect(['A', 'B', 'X'].map((name) => data.get(name)?.value)).toEqual([
			'base',
			'local y',
			'base',
		]);
		expect(data.origin('X')?.file).toBe('/core/classes/x.bbclass');
	});
	it('are reported where they were named, if no layer has them', () => {
		const { problems } = build('A = "1"\nINHERIT += "gone"\n', { tolerant: true });
		expect(problems.map(({ code, file, line }) => [code, file, line])).toEqual([
			['missing-class', '/b/conf/local.conf', 2],
		]);
	});
	it('end a strict evaluation where BitBake would stop, and what was read stays', () => {
		for (const classes of [{}, { gone: 'C ?= "1"\nno statement\n' }]) {
			const { data, failed, problems } = build('A = "1"\nINHERIT += "gone"\n', { classes });
			expect([failed, problems.length, data.get('A')?.value]).toEqual([true, 1, '1']);
		}
	});
	it('leave the list of all files that were read to BitBake', () => {
		const code = "${@'x.bbclass' in (d.getVar('BBINCLUDED') or '')}";
		const { data } = build(`INHERIT += "x"\nB = "${code}"\n`, { classes: { x: '' } });
		expect(data.get('B')?.isStatic).toBe(false);
	});
	it('are left alone where the layers are an excerpt without base.bbclass', () => {
		const { problems, failed } = build('INHERIT += "gone"\n', {
			files: { '/core/classes/base.bbclass': undefined },
		});
		expect([problems, failed]).toEqual([[], false]);
	});
	it('make everything unknown when only a build can tell their names, but not in an editor', () => {
		const local = 'INHERIT += "${@unknown(d)}"\nB = "1"\n';
		expect(build(local).data.get('B')?.isStatic).toBe(false);
		expect(build(local, { tolerant: true }).data.get('B')?.isStatic).toBe(true);
	});
});

describe('event handlers', () => {
	const handler = (body: string, mask = 'bb.event.ConfigParsed') =>
		`addhandler h\nh[eventmask] = "${mask}"\npython h() {\n${body}\n}\n`;
	/** Which of A to E are not known when a class has such a handler. */
	const unknown = (
		body: string,
		options: { mask?: string; local?: string; more?: string } = {},
	) => {
		const text = handler(body, options.mask) + (options.more ?? '');
		const local = `A = "1"\nB = "2"\nC = "3"\nD_X = "4"\n${options.local ?? ''}INHERIT += "x"\n`;
		const { data } = build(local, { classes: { x: text } });
		return ['A', 'B', 'C', 'D_X', 'E'].filter((name) => data.get(name)?.isStatic === false);
	};

	it('make unknown what they write, and only that', () => {
		expect(unknown('    d.setVar("A", "x")\n    e.data.appendVar(\'B\', "x")')).toEqual(['A', 'B']);
		expect(unknown('    d.setVarFlag("A", "f", "x")\n    d.renameVar("B", "E")')).toEqual([
			...['A', 'B', 'E'],
		]);
		expect(unknown('    x = d.getVar("A")\n    bb.note(x)')).toEqual([]);
		expect(unknown('    # d.setVar("A", "x")\n    """ d.setVar("B", "x") """')).toEqual([]);
	});
	it('matter when they are called for the end of the configuration', () => {
		expect(unknown('    d.setVar("A", "x")', { mask: 'bb.event.BuildStarted' })).toEqual([]);
		expect(unknown('    d.setVar("A", "x")', { mask: '' })).toEqual(['A']);
	});
	it('may call functions of classes and of layers’ libraries', () => {
		const more = 'def f(d):\n    g(d)\n\ndef g(d):\n    d.setVar("B", "x")\n';
		expect(unknown('    f(d)', { more })).toEqual(['B']);
		const classes = { x: handler('    oe.lib.f(d)') };
		const files = {
			'/core/lib/oe/lib.py':
				'def f(d):\n    d.setVar("C", "x")\n\ndef g(d):\n    d.setVar("A", 1)\n',
		};
		const { data } = build('A = "1"\nC = "3"\nINHERIT += "x"\n', { classes, files });
		expect([data.get('A')?.isStatic, data.get('C')?.isStatic]).toEqual([true, false]);
	});
	it('do not take branches that are known not to be taken', () => {
		const branches = [
			'    if isinstance(e, bb.event.BuildStarted):',
			'        d.setVar("A", "x")',
			'    elif isinstance(e, bb.event.ConfigParsed) and \\',
			'            not d.getVar("B"):',
			'        d.setVar("B", "x")',
			'    elif True or unknown:',
			'        d.setVar("C", "x")',
			'    f = d.getVar("NO_SUCH")',
			'    if f:',
			'        d.setVar("D_X", "x")',
			'    else:',
			'        d.setVar("E", "x")',
		].join('\n');
		expect(unknown(branches)).toEqual(['C', 'E']);
	});
	it('ask for files', () => {
		const body =
			'    f = d.getVar("FILE_X")\n    if os.path.exists(f):\n        d.setVar("A", "x")';
		expect(unknown(body, { local: 'FILE_X = "/core/conf/layer.conf"\n' })).toEqual(['A']);
		expect(unknown(body, { local: 'FILE_X = "/core/none"\n' })).toEqual([]);
	});
	it('may work on a copy', () => {
		const body = '    local = d.createCopy()\n    local.setVar("A", "x")';
		expect(unknown(body)).toEqual([]);
	});
	it('make unknown all names with the beginning they write, or everything', () => {
		expect(unknown('    d.setVar("D_" + x, "x")')).toEqual(['D_X']);
		expect(unknown('    d.setVar("D_%s" % x, "x")')).toEqual(['D_X']);
		expect(unknown('    for x in y:\n        n = x + "D_"\n        d.setVar(n, "x")')).toEqual([
			'D_X',
		]);
		expect(unknown('    d.setVar(x, "x")')).toEqual(['A', 'B', 'C', 'D_X']);
	});
});

describe('a multiconfig', () => {
	const files = { '/b/conf/multiconfig/one.conf': 'MACHINE = "m1"\n' };
	it('reads its own file, the default another', () => {
		const machine = (multiconfig?: string) =>
			build('MACHINE = "m0"\nBBMULTICONFIG = "one"\n', {
				files,
				...(multiconfig === undefined ? {} : { multiconfig }),
			}).data.get('MACHINE')?.value;
		expect([machine(), machine('one')]).toEqual(['m0', 'm1']);
	});
	it('may change variables of the default one by its handlers', () => {
		const classes = {
			x: 'addhandler h\nh[eventmask] = "bb.event.MultiConfigParsed"\npython h() {\n    e.mcdata[\'\'].setVar("A", "x")\n}\n',
		};
		const isStatic = (local: string, multiconfig?: string) =>
			build(`INHERIT += "x"\n${local}`, {
				classes,
				files,
				...(multiconfig === undefined ? {} : { multiconfig }),
			}).data.get('A')?.isStatic;
		expect(isStatic('')).toBe(true);
		expect(isStatic('BBMULTICONFIG = "one"\n')).toBe(false);
		expect(isStatic('BBMULTICONFIG = "one"\n', 'one')).toBe(true);
	});
});
