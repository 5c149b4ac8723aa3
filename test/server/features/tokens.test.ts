import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokens } from '../../../server/src/features/tokens';
import { processorTime } from '../../support/processorTime';
import { LAYERS, viewOf } from '../../support/view';

type Options = Parameters<typeof viewOf>[1];

/** Each token as its text, type and modifiers. */
function tokensIn(text: string, options?: Options): string[] {
	return tokens(viewOf(text, options).view).map(({ span, type, modifiers }) =>
		[text.slice(span.start, span.end), type, ...modifiers].join(' '),
	);
}

const COMPLETE = { files: { ...LAYERS, '/meta/conf/distro/poky.conf': 'OVERRIDES = "poky"\n' } };

describe('semantic tokens', () => {
	it('tell known variables, operations and overrides by whether they count', () => {
		expect(tokensIn('BB_HASHSERVE:append:poky:other = " 1"\nMINE ?= "2"\n', COMPLETE)).toEqual([
			'BB_HASHSERVE variable defaultLibrary',
			'append keyword',
			'poky bitbakeOverride active',
			'other bitbakeOverride inactive',
			'MINE variable',
		]);
	});
	it('claim nothing of overrides that cannot be known', () => {
		expect(tokensIn('A:other = "1"\nRDEPENDS:zlib = "x"\n')).toEqual([
			'A variable',
			'other bitbakeOverride',
			'RDEPENDS variable',
			'zlib bitbakeOverride',
		]);
	});
	it('tell references and mirror tokens in values', () => {
		expect(
			tokensIn('SSTATE_MIRRORS = "file://.* http://${H}/PATH;downloadfilename=PATH"\nH = "h"\n'),
		).toEqual([
			'SSTATE_MIRRORS variable defaultLibrary',
			'H variable',
			'PATH bitbakeMirrorToken',
			'PATH bitbakeMirrorToken',
			'H variable',
		]);
		expect(tokensIn('A = "x/PATH ${TOPDIR}"\n')).toEqual([
			'A variable',
			'TOPDIR variable defaultLibrary',
		]);
	});
	it('read old operations', () => {
		expect(tokensIn('SSTATE_MIRRORS_append = " a b"\n', { release: 'dunfell' })).toEqual([
			'SSTATE_MIRRORS variable defaultLibrary',
			'append keyword',
		]);
	});
	it('can be had for a part of a file', () => {
		const { view, text } = viewOf('A = "1"\nB = "2"\nC = "3"\n');
		const within = { start: text.indexOf('B'), end: text.indexOf('B') + 3 };
		expect(tokens(view, within).map(({ span }) => text.slice(span.start, span.end))).toEqual(['B']);
	});
	it('are in order, on one line each and without overlaps, whatever the text', () => {
		const line = fc.stringMatching(
			/^(SSTATE_MIRRORS|A|[A-Z]{1,3})(:[a-z]{1,6}){0,3}(\[x\])? (=|\?=|\+=) "[ $ {}APATHfile:/.*\\\n]{0,30}"$/,
		);
		fc.assert(
			fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
				const { view } = viewOf(`${lines.join('\n').replaceAll('|', '')}\n`);
				let end = 0;
				for (const { span } of tokens(view)) {
					expect(span.start).toBeGreaterThanOrEqual(end);
					expect(span.end).toBeGreaterThan(span.start);
					expect(view.file.text.slice(span.start, span.end)).not.toMatch(/[\r\n]/);
					end = span.end;
				}
			}),
			{ numRuns: 300 },
		);
	});
	it('take milliseconds for a thousand lines', () => {
		const text = Array.from({ length: 1000 }, (_, i) => `A${i}:append:poky = " \${B${i}} x"\n`);
		const { view } = viewOf(text.join(''), COMPLETE);
		tokens(view);
		expect(tokens(view)).toHaveLength(4000);
		expect(processorTime(() => tokens(view))).toBeLessThan(100);
	});
});
