import { describe, expect, it } from 'vitest';
import { codeLenses } from '../../../server/src/features/codeLens';
import { complete } from '../../../server/src/features/completion';
import { folds } from '../../../server/src/features/folding';
import { hover } from '../../../server/src/features/hover';
import { inlays } from '../../../server/src/features/inlay';
import { assignments, definition } from '../../../server/src/features/places';
import { symbols } from '../../../server/src/features/symbols';
import { LAYERS, viewOf } from '../../support/view';

/** The hover at the `|` of a text. */
function hoverText(marked: string, options?: Parameters<typeof viewOf>[1]): string | undefined {
	const { view, offset } = viewOf(marked, options);
	return hover(view, offset)?.markdown;
}

describe('hover', () => {
	it('tells a default of the distro as what it is', () => {
		expect(hoverText('#BB_HASHS|ERVE = "h:1"\n')).toMatch(
			/\*\*Effective value:\*\* `auto` · poky’s default/,
		);
		expect(hoverText('# BB_HASHS|ERVE is fun\n')).toBeUndefined();
	});
	it('names the file and line of a value, wherever it is', () => {
		const text = hoverText('BB_HASHSERV|E_UPSTREAM = "${BB_HASHSERVE}"', { files: LAYERS });
		expect(text).toContain('`auto` · from [conf/local.conf:1]');
		expect(hoverText('A = "${BB_HASH|SERVE}"', { files: LAYERS })).toContain(
			'`auto` · from [poky.conf:1](file:///meta/conf/distro/poky.conf#L1) (`??=`)',
		);
	});
	it('shows overrides and operations under the variable’s own name', () => {
		expect(hoverText('SSTATE_MIRR|ORS:append = " a b"')).toContain('**SSTATE_MIRRORS**');
	});
	it('warns of a variable that this release does not know', () => {
		const text = hoverText('BB_HASHSERVE_DB_|DIR = "/x"', { release: 'scarthgap' });
		expect(text).toMatch(/⚠ scarthgap \(5\.0\) does not know BB_HASHSERVE_DB_DIR/);
		expect(hoverText('BB_HASHSERVE_DB_|DIR = "/x"', { release: 'wrynose' })).not.toContain('⚠');
	});
	it('says what cannot be known, and what cannot be read', () => {
		expect(hoverText('SSTATE_DI|R = "${@where(d)}"')).toContain(
			'Python that only BitBake can evaluate',
		);
		expect(hoverText('SSTATE_DI|R = "${SSTATE_DIR}"')).toContain('BitBake fails to read it');
	});
	it('warns of a handler that does not exist', () => {
		expect(hoverText('BB_SIGNATURE_HANDLER = "OEEquiv|hash"')).toContain('no such handler');
	});
	it('has a value even for variables it knows nothing about', () => {
		expect(hoverText('MY|_OWN = "1"\n')).toContain('**Effective value:** `1`');
	});
	it('is silent elsewhere', () => {
		expect(hoverText('A = "1|2"')).toBeUndefined();
		expect(hoverText('|\n')).toBeUndefined();
	});
});

describe('completion', () => {
	const labels = (marked: string, options?: Parameters<typeof viewOf>[1]) => {
		const { view, offset } = viewOf(marked, options);
		return complete(view, offset).map(({ label }) => label);
	};
	it('offers names at the start of a line, those of this release', () => {
		expect(labels('BB_|', { release: 'scarthgap' })).not.toContain('BB_HASHSERVE_DB_DIR');
		expect(labels('BB_|', { release: 'wrynose' })).toContain('BB_HASHSERVE_DB_DIR');
		expect(labels('export BB_|')).toContain('BB_HASHSERVE');
	});
	it('writes the whole line for a new name and keeps the rest of an old one', () => {
		const insert = (marked: string) => {
			const { view, offset } = viewOf(marked);
			return complete(view, offset).find(({ label }) => label === 'BB_HASHSERVE')?.insert;
		};
		expect(insert('BB_|\n')).toBe('BB_HASHSERVE = "${1}"$0');
		expect(insert('BB_|HA = "auto"\n')).toBe('BB_HASHSERVE');
	});
	it('offers the running server where one is named', () => {
		expect(labels('BB_HASHSERVE = "|"', { serverAddress: '127.0.0.1:8686' })).toEqual([
			'auto',
			'127.0.0.1:8686',
		]);
		expect(labels('BB_HASHSERVE_UPSTREAM = "|"')).toEqual(['wss://hashserv.yoctoproject.org/ws']);
	});
	it('offers nothing in comments, other values and continued lines', () => {
		for (const marked of ['# BB_|', 'A = "BB_|"', 'A = " \\\nBB_|'])
			expect(labels(marked)).toEqual([]);
	});
});

describe('code lens', () => {
	const lenses = (kind: Parameters<typeof codeLenses>[1], text = 'BB_HASHSERVE = "auto"\n') =>
		codeLenses(viewOf(text).view, kind).map(({ title, action }) => [
			title.replace(/^\$\([^)]*\) /, ''),
			action,
		]);
	it('starts a server, tells its state, and offers to use it', () => {
		expect(lenses({ kind: 'stopped' })).toEqual([['Start hash server', 'start']]);
		expect(lenses({ kind: 'failed', message: '' })).toEqual([
			['Hash server failed', 'menu'],
			['Try again', 'start'],
		]);
		const attached = { kind: 'attached', address: 'h:1', roundTripMs: 1 } as const;
		expect(lenses(attached).map(([, action]) => action)).toEqual(['menu', 'use']);
		expect(lenses(attached, 'BB_HASHSERVE = "h:1"\n').map(([, action]) => action)).toEqual([
			'menu',
		]);
	});
	it('stands above each assignment, and nowhere without one', () => {
		expect(
			lenses({ kind: 'stopped' }, 'BB_HASHSERVE = "auto"\nBB_HASHSERVE:m = "h:1"\n'),
		).toHaveLength(2);
		expect(lenses({ kind: 'stopped' }, 'A = "1"\nBB_HASHSERVE[doc] = "x"\n')).toEqual([]);
	});
});

describe('outline and folding', () => {
	const text =
		'# one\n# two\nA = "1"\nB += " \\\n  x \\\n"\ninclude c.conf\nA[doc] = "d"\n# alone\n';
	it('lists assignments and includes', () => {
		expect(symbols(viewOf(text).view.file).map(({ name, detail }) => [name, detail])).toEqual([
			['A', '= 1'],
			['B', '+= x'],
			['c.conf', 'include'],
			['A[doc]', '= d'],
		]);
	});
	it('folds values and runs of comments', () => {
		expect(
			folds(viewOf(text).view.file).map(({ startLine, endLine, kind }) => [
				startLine,
				endLine,
				kind,
			]),
		).toEqual([
			[0, 1, 'comment'],
			[3, 5, 'value'],
		]);
	});
});

describe('going to places', () => {
	const files = {
		...LAYERS,
		'/build/conf/site.conf': 'BB_HASHSERVE ?= "h:1"\n',
		'/build/conf/extra.conf': '',
	};
	it('leads to the line that decided', () => {
		const { view, offset } = viewOf('BB_HASH|SERVE ?= "h:2"\n', { files });
		expect(definition(view, offset).map(({ file, line }) => [file, line])).toEqual([
			['/build/conf/site.conf', 1],
		]);
	});
	it('lists everything done to a variable, variants and operations too', () => {
		const { view, offset } = viewOf(
			'A = "${BB_HASHSER|VE}"\nBB_HASHSERVE:poky = "h:2"\nBB_HASHSERVE:append = "3"\n',
			{ files },
		);
		expect(assignments(view, offset).map(({ file, line }) => [file, line])).toEqual([
			['/build/conf/site.conf', 1],
			['/build/conf/local.conf', 3],
			['/meta/conf/distro/poky.conf', 1],
			['/build/conf/local.conf', 2],
		]);
	});
	it('leads from an include to its file', () => {
		const { view, offset } = viewOf('require ext|ra.conf none.conf\n', { files });
		expect(definition(view, offset).map(({ file }) => file)).toEqual(['/build/conf/extra.conf']);
	});
	it('leads nowhere from poky’s defaults without a layer', () => {
		const { view, offset } = viewOf('A = "${BB_HASH|SERVE}"\n');
		expect(definition(view, offset)).toEqual([]);
	});
});

describe('inlay hints', () => {
	const hints = (text: string, files = LAYERS) =>
		inlays(viewOf(text, { files }).view).map(({ text }) => text);
	it('stand behind a line that does not decide', () => {
		expect(hints('BB_HASHSERVE ??= "h:1"\n')).toEqual(['effective: auto (poky.conf:1)']);
		expect(hints('BB_HASHSERVE = "h:1"\nBB_HASHSERVE = "h:2"\n')).toEqual([
			'effective: h:2 (conf/local.conf:2)',
		]);
	});
	it('do not stand behind one that does, nor behind other variables', () => {
		expect(hints('BB_HASHSERVE = "h:1"\nA ?= "1"\nA ?= "2"\n')).toEqual([]);
		expect(hints('SSTATE_MIRRORS = "a b"\nSSTATE_MIRRORS:append = " c d"\n')).toEqual([]);
	});
	it('do not stand behind one that has a part in the value', () => {
		expect(hints('SSTATE_MIRRORS = "a b"\nSSTATE_MIRRORS += "c d"\n')).toEqual([]);
		expect(hints('SSTATE_MIRRORS ?= "a b"\nSSTATE_MIRRORS =+ "c d"\n')).toEqual([]);
	});
});
