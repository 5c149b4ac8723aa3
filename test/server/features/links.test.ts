import { describe, expect, it } from 'vitest';
import { links } from '../../../server/src/features/links';
import { processorTime } from '../../support/processorTime';
import { LAYERS, viewOf } from '../../support/view';

/** Each link as its text and where it leads. */
function linksIn(text: string, files?: Record<string, string>): [string, string][] {
	const { view } = viewOf(text, files ? { files } : {});
	return links(view).map(({ span, target }) => [
		text.slice(span.start, span.end),
		String(Object.values(target)[0]),
	]);
}

describe('links to web pages', () => {
	it('end where the address does', () => {
		expect(
			linksIn(
				'# See https://docs.yoctoproject.org/a_(b)/#c, or (http://x.org/y).\n# <https://z.org/q?r=s>!\n',
			).map(([text]) => text),
		).toEqual(['https://docs.yoctoproject.org/a_(b)/#c', 'http://x.org/y', 'https://z.org/q?r=s']);
	});
	it('of a mirror end where its tokens begin, and patterns are none', () => {
		expect(
			linksIn('SSTATE_MIRRORS = "file://.* http://cache.lan/sstate/PATH;downloadfilename=PATH"\n'),
		).toEqual([['http://cache.lan/sstate/', 'http://cache.lan/sstate/']]);
		expect(
			linksIn('# SSTATE_MIRRORS ?= "file://.* http://h.lan/all/PATH;downloadfilename=PATH"\n'),
		).toEqual([['http://h.lan/all/', 'http://h.lan/all/']]);
		expect(linksIn('PREMIRRORS = "http://a.org/.* http://b.org/c"\n')).toEqual([
			['http://b.org/c', 'http://b.org/c'],
		]);
		expect(linksIn('MIRRORS = "https://a.org/x http://HOST/PATH"\n')).toEqual([]);
	});
	it('follow references that are known, and are none where they are not', () => {
		expect(linksIn('H = "h.lan"\nSOURCE_MIRROR_URL = "http://${H}/d"\n')).toEqual([
			['http://${H}/d', 'http://h.lan/d'],
		]);
		expect(linksIn('SOURCE_MIRROR_URL = "http://${H}/d"\n')).toEqual([]);
		expect(linksIn('A = "http://${@f(d)}/d"\n')).toEqual([]);
	});
	it('are http and https alone', () => {
		expect(linksIn('# ftp://x.org/y javascript:alert(1) file:///etc/passwd http://\n')).toEqual([]);
	});
});

describe('links to files', () => {
	const files = {
		...LAYERS,
		'/meta/conf/machine/qemux86-64.conf': '',
		'/build/conf/extra.conf': '',
	};
	it('lead from includes, machines and distros to what BitBake reads', () => {
		expect(
			linksIn(
				'MACHINE ?= "qemux86-64"\nDISTRO = "poky"\ninclude extra.conf none.conf\nMACHINE:append = "poky"\n',
				files,
			),
		).toEqual([
			['qemux86-64', '/meta/conf/machine/qemux86-64.conf'],
			['poky', '/meta/conf/distro/poky.conf'],
			['extra.conf', '/build/conf/extra.conf'],
		]);
	});
	it('lead from a layer to its layer.conf', () => {
		expect(linksIn('BBLAYERS += " \\\n  /meta \\\n  /none \\\n"\n', files)).toEqual([
			['/meta', '/meta/conf/layer.conf'],
		]);
	});
	it('lead to folders that are there', () => {
		const text =
			'SSTATE_DIR ?= "/srv/${NAME}"\nNAME = "sstate"\nDL_DIR = "/srv/none"\nTMPDIR:append = "/srv"\nMINE = "/srv"\n';
		expect(linksIn(text, { ...files, '/srv/sstate/hashserv.db': '' })).toEqual([
			['/srv/${NAME}', '/srv/sstate'],
		]);
		expect(linksIn('DL_DIR = "/srv/file"\n', { ...files, '/srv/file': '' })).toEqual([]);
	});
	it('are in the order of the text', () => {
		expect(
			linksIn('require extra.conf\nA = "http://a.org"\n# http://b.org\nDISTRO = "poky"\n', files),
		).toEqual([
			['extra.conf', '/build/conf/extra.conf'],
			['http://a.org', 'http://a.org'],
			['http://b.org', 'http://b.org'],
			['poky', '/meta/conf/distro/poky.conf'],
		]);
	});
	it.each([')', '])', ').', '.'])('cost nothing behind an address with thousands of %s', (end) => {
		const text = `# http://a.org http://a.org/${end.repeat(100_000)}x)\n`;
		let found: string[][] = [];
		const taken = processorTime(() => {
			found = linksIn(text);
		});
		expect(found).toEqual([['http://a.org', 'http://a.org']]);
		expect(taken).toBeLessThan(500);
	});
	it('lead nowhere without the file', () => {
		expect(linksIn('MACHINE = "other"\nDISTRO = "../poky"\n', files)).toEqual([]);
	});
});
