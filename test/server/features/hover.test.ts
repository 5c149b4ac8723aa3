import { describe, expect, it } from 'vitest';
import { hover } from '../../../server/src/features/hover';
import type { ProbeResult } from '../../../server/src/features/view';
import { LAYERS, viewOf } from '../../support/view';

type Options = Parameters<typeof viewOf>[1];

/** The hover at the `|` of a text. */
function hoverText(marked: string, options?: Options): string | undefined {
	const { view, offset } = viewOf(marked, options);
	return hover(view, offset)?.markdown;
}

/** The text that the hover is about. */
function hovered(marked: string, options?: Options): string | undefined {
	const { view, offset, text } = viewOf(marked, options);
	const found = hover(view, offset);
	return found && text.slice(found.span.start, found.span.end);
}

const MACHINES = {
	...LAYERS,
	'/meta/conf/distro/poky.conf':
		'OVERRIDES = "${MACHINEOVERRIDES}:forcevariable"\nMACHINEOVERRIDES = "${MACHINE}"\nMACHINE ??= "qemux86"\n',
};

describe('hover on an operator', () => {
	it.each([
		['A |= "1"', '=', 'as soon as the line is read'],
		['A |?= "1"', '?=', 'the first one read wins'],
		['A |??= "1"', '??=', 'the last one read wins'],
		['A |:= "1"', ':=', '**now**'],
		['A |+= "1"', '+=', 'behind'],
		['A |=+ "1"', '=+', 'in front'],
		['A |.= "1"', '.=', 'without a blank'],
		['A |=. "1"', '=.', 'in front'],
	])('explains %s', (marked, operator, words) => {
		expect(hoverText(marked)).toContain(words);
		expect(hovered(marked)).toBe(operator);
	});
	it('tells what came of the line, and because of which other', () => {
		const options = { files: MACHINES };
		const first = '[conf/local.conf:1](file:///build/conf/local.conf#L1)';
		const second = '[conf/local.conf:2](file:///build/conf/local.conf#L2)';
		expect(hoverText('A = "1"\nA |?= "2"\n', options)).toContain(
			`**No effect here:** A has a value from ${first}.`,
		);
		expect(hoverText('A |= "1"\nA = "2"\n', options)).toContain(
			`**No effect here:** ${second} puts something else in its place.`,
		);
		expect(hoverText('A |= "1"\nA:forcevariable = "2"\n', options)).toContain(
			`**No effect here:** ${second} is read in its place`,
		);
		expect(hoverText('A:oth|er = "1"\n', options)).not.toContain('No effect here');
		expect(hoverText('A:other |= "1"\n', options)).toContain('an override in it is not active');
		expect(hoverText('A |= "1"\n', options)).toContain('it gives A its value');
		expect(hoverText('A:app|end = "1"\n', options)).toContain('it has a part in the value of A');
	});
	it('says only what is certain where the layers are not known', () => {
		expect(hoverText('A = "1"\nA |?= "2"\n')).toContain('No effect here');
		expect(hoverText('A |= "1"\n')).not.toContain('ere:**');
		expect(hoverText('A:other |= "1"\n')).not.toContain('ere:**');
	});
	it.each(['append', 'prepend', 'remove'])('explains :%s, and its old spelling', (operation) => {
		const marked = `A:|${operation}:m = " 1"`;
		expect(hoverText(marked)).toContain(`:${operation}`);
		expect(hoverText(marked)).toContain('when it is used');
		expect(hovered(marked)).toBe(operation);
		const old = { release: 'dunfell' };
		expect(hovered(`SSTATE_MIRRORS_|${operation} = " 1"`, old)).toBe(operation);
		expect(hoverText(`SSTATE_MIRRORS_|${operation} = " 1"`, old)).toContain(`_${operation}`);
	});
	it('knows that ??= on a flag was an assignment once', () => {
		expect(hoverText('A[f] |??= "1"', { release: 'scarthgap' })).toContain('takes `??=` for `=`');
		expect(hoverText('A[f] |??= "1"', { release: 'wrynose' })).toContain('at the very end');
	});
});

describe('hover on an override', () => {
	it('says why it is active', () => {
		const text = hoverText('MACHINE = "board"\nA:bo|ard = "1"\n', { files: MACHINES });
		expect(text).toContain('**Active**');
		expect(text).toContain('`MACHINEOVERRIDES`, `MACHINE` ([conf/local.conf:1]');
		expect(hoverText('A:append:force|variable = "1"\n', { files: MACHINES })).toContain(
			'`OVERRIDES` holds `forcevariable`',
		);
	});
	it('says that it is not', () => {
		expect(hoverText('A:oth|er = "1"\n', { files: MACHINES })).toContain('**Not active**');
	});
	it('claims nothing where recipes, packages or unknown layers decide', () => {
		for (const name of ['A:pn-zl|ib', 'A:class-nat|ive', 'RDEPENDS:zl|ib']) {
			expect(hoverText(`${name} = "1"\n`, { files: MACHINES })).toContain('Decided by each recipe');
		}
		expect(hoverText('A:oth|er = "1"\n')).toContain('cannot be told');
	});
	it('finds active ones in old names', () => {
		const options = { files: MACHINES, release: 'dunfell' };
		const text = 'MACHINE = "my_board"\nSSTATE_DIR_my_bo|ard = "/x"\n';
		expect(hovered(text, options)).toBe('my_board');
		expect(hoverText(text, options)).toContain('override of SSTATE_DIR\n');
		expect(hovered('MY_OWN_thi|ng = "/x"\n', options)).toBe('MY_OWN_thing');
	});
});

describe('hover on a mirror', () => {
	const PAIR = 'file://.* http://cache.lan/PATH;downloadfilename=PATH';
	const at = (text: string, place: string, offset = 1) =>
		`SSTATE_MIRRORS = "${text.replace(place, `${place.slice(0, offset)}|${place.slice(offset)}`)}"`;

	it('shows an object mapped through the pair', () => {
		const text = hoverText(at(PAIR, 'file://'));
		expect(text).toContain('**Pattern** of pair 1');
		expect(text).toContain('http://cache.lan/8d/5a/sstate%3Azlib');
		expect(text).toContain('.tar.zst');
		expect(hoverText(at(PAIR, 'file://'), { release: 'dunfell' })).toContain('.tgz');
	});
	it('explains the part under the cursor', () => {
		expect(hoverText(at(PAIR, 'http://'))).toContain('`http` — the scheme');
		expect(hoverText(at(PAIR, 'cache'))).toContain('`cache.lan` — the host');
		expect(hoverText(at(PAIR, '.*'))).toContain('`.*` — the path, as a regular expression');
		expect(hoverText(at(PAIR, '/PATH', 2))).toContain('`PATH` — the whole path');
		expect(hoverText(at(PAIR, 'downloadfilename'))).toContain('the name under which BitBake saves');
		for (const token of ['TYPE', 'HOST', 'BASENAME', 'MIRRORNAME']) {
			expect(hoverText(at(`file://.* http://h/${token}`, token))).toContain(`\`${token}\` — `);
		}
	});
	it('says where an object does not match and where a replacement is missing', () => {
		expect(hoverText(at('https://.* http://h/PATH', 'https'))).toContain(
			'does not match an object',
		);
		expect(hoverText(at('file://.* http://h/PATH file://x', 'file://x'))).toContain(
			'No replacement follows',
		);
	});
	it('tries downloads with the mirrors of sources', () => {
		const text = hoverText('PREMIRRORS:prepend = "git://.*/.* http://m.la|n/src \\\n "');
		expect(text).toContain('http://m.lan/src/git2_example.com.zlib.git.tar.gz');
	});
	it('never shows a password', () => {
		expect(hoverText(at('file://.* http://u:secret@h/PATH', 'file://'))).not.toContain('secret');
	});
	it('is silent where nothing says which members belong together', () => {
		expect(hoverText('SSTATE_MIRRORS = "${UNKNOWN} file://|.* http://h/PATH"')).toBeUndefined();
		expect(hoverText('SSTATE_MIRRORS = "${@f(d)} file://|.* http://h/PATH"')).toBeUndefined();
	});
});

describe('hover on a value', () => {
	it('tells a handler’s lineage and what it means for hash equivalence', () => {
		expect(hoverText('BB_SIGNATURE_HANDLER = "OEE|quivHash"')).toContain(
			'**Hash equivalence:** on; `BB_HASHSERVE` is `auto`.',
		);
		expect(hoverText('BB_SIGNATURE_HANDLER = "OEBas|icHash"')).toContain(
			'**Hash equivalence:** off, so `BB_HASHSERVE` (`auto`) is never asked.',
		);
		expect(hoverText('BB_HASHSERVE = ""\nBB_SIGNATURE_HANDLER = "OEE|quivHash"')).toContain(
			'BitBake stops',
		);
	});
	it('tells a handler of a layer from one that nobody has', () => {
		const python = 'class Ours(bb.siggen.SignatureGenerator):\n    name = "Ours"\n';
		const text = 'BB_SIGNATURE_HANDLER = "Ou|rs"';
		const files = { ...LAYERS, '/meta/lib/oe/sstatesig.py': python };
		expect(hoverText(text, { files })).toContain('Defined by a layer of this build');
		expect(hoverText(text, { files: LAYERS })).toContain('no such handler');
	});
	it.each([
		['BB_HASHSERVE = "au|to"', 'BitBake starts a server of its own'],
		['BB_HASHSERVE = "unix:///run/h|s.sock"', 'a Unix socket on this machine: `/run/hs.sock`'],
		['BB_HASHSERVE = "[::1]:8|686"', 'host `::1`, port 8686'],
		['BB_HASHSERVE_UPSTREAM = "cac|he.lan:8686"', 'host `cache.lan`, port 8686'],
		['BB_HASHSERVE = "wss://h|/ws"', 'WebSocket over TLS'],
		['BB_HASHSERVE = "ca|che.lan"', 'It should be `cache.lan:8686`'],
	])('tells how BitBake takes %s', (marked, words) => {
		expect(hoverText(marked)).toContain(words);
	});
	it('adds what a probe found', () => {
		const { view, offset } = viewOf('BB_HASHSERVE = "h:|1"');
		const result: ProbeResult = { answers: false, message: 'Connection refused.' };
		const asked: string[] = [];
		const probe = (address: string) => {
			asked.push(address);
			return result;
		};
		expect(hover({ ...view, probe }, offset)?.markdown).toContain('⚠ Connection refused.');
		expect(hover({ ...view, probe: () => null }, offset)?.markdown).not.toContain('⚠');
		expect(asked).toEqual(['h:1']);
	});
});

describe('hover on names of files', () => {
	const files = {
		...LAYERS,
		'/build/conf/extra (1).conf': '',
		'/meta/classes/own-mirrors.bbclass': '',
	};
	it('tells the file found', () => {
		expect(hoverText('require conf/distro/po|ky.conf\n', { files })).toContain(
			'[/meta/conf/distro/poky.conf](file:///meta/conf/distro/poky.conf)',
		);
		expect(hoverText('INHERIT += "own-mir|rors"\n', { files })).toContain(
			'(file:///meta/classes/own-mirrors.bbclass)',
		);
	});
	it('tells each of several, and what BitBake does without', () => {
		const text = 'include conf/distro/poky.conf no|ne.conf\n';
		expect(hovered(text, { files })).toBe('none.conf');
		expect(hoverText(text, { files })).toContain('BitBake passes over it');
		expect(hoverText('require no|ne.conf\n', { files })).toContain('BitBake stops');
	});
	it('tells the classes that a class inherits', () => {
		const text = 'inherit own-mirrors no|ne\n';
		const { view } = viewOf('require a.inc\n', {
			files: { ...files, '/build/conf/a.inc': text.replace('|', '') },
		});
		const file = view.build.evaluation.files.get('/build/conf/a.inc')!;
		const at = (offset: number) => hover({ ...view, file }, offset)?.markdown;
		expect(at(10)).toContain('(file:///meta/classes/own-mirrors.bbclass)');
		expect(at(text.indexOf('|'))).toContain('BitBake stops');
	});
	it('tells all files of include_all', () => {
		const both = { ...files, '/build/conf/all.conf': '', '/meta/conf/all.conf': '' };
		const text = hoverText('include_all conf/al|l.conf\n', { files: both, release: 'wrynose' });
		expect(text).toMatch(/\/build\/conf\/all\.conf.*\/meta\/conf\/all\.conf/);
	});
	it('is silent where the layers are not known', () => {
		expect(hoverText('include no|ne.conf\n')).toBeUndefined();
		expect(hoverText('INHERIT += "own-mir|rors"\n')).toBeUndefined();
	});
});

describe('hover on a commented-out line', () => {
	it('shows the variable and says that the line is commented out', () => {
		const text = hoverText('#BB_HASH|SERVE = "auto"\n');
		expect(text).toMatch(/^\*This line is commented out\.\*\n\n\*\*BB_HASHSERVE\*\*/);
		expect(hoverText('# SSTATE_MIR|RORS:append = " x"\n')).toContain('commented out');
	});
});
