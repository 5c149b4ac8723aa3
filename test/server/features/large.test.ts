import { describe, expect, it } from 'vitest';
import { complete } from '../../../server/src/features/completion';
import { hover } from '../../../server/src/features/hover';
import { inlays } from '../../../server/src/features/inlay';
import { assignments } from '../../../server/src/features/places';
import { tokens } from '../../../server/src/features/tokens';
import { check } from '../../../server/src/rules/run';
import { LOCAL_CONF } from '../../support/configuration';
import { processorTime } from '../../support/processorTime';
import { LAYERS, viewOf } from '../../support/view';

const COUNT = 8000;

/** Files as a generator may write them: thousands of lines about the same. */
const LINES: Readonly<Record<string, (i: number) => string>> = {
	'additions to a mirror list': (i) => `SSTATE_MIRRORS += "file://.* http://h${i}/PATH"`,
	'appends to a mirror list': (i) => `SSTATE_MIRRORS:append = " file://.* http://h${i}/PATH"`,
	'assignments to one variable': (i) => `BB_HASHSERVE = "h${i}:80"`,
	'defaults of one variable': (i) => `BB_HASHSERVE ?= "h${i}:80"`,
	'values with an override each': (i) => `A:o${i} = "${i}"`,
	'active overrides': (i) => `OVERRIDES:append = ":o${i}"\nA:append:o${i} = " ${i}"`,
	'values that are taken back': (i) => `A = "${i}"\nunset A`,
	'classes that are nowhere': (i) => `INHERIT += "none${i}"`,
	'lines that say nothing': (i) => `this is not ${i} BitBake`,
	'findings that are turned off': (i) => `# hashequiv-disable-next-line unparsed-line\nno ${i}`,
};

describe('thousands of lines', () => {
	it.each(Object.entries(LINES))('take no time: %s', (_, line) => {
		const files = { ...LAYERS, '/meta/classes/base.bbclass': '' };
		const timeFor = (count: number): number => {
			const text = Array.from({ length: count }, (_, i) => `${line(i)}\n`).join('');
			return processorTime(() => {
				const { view } = viewOf(text, { files });
				const offset = text.length - 3;
				check(view.build, { files: [LOCAL_CONF] });
				tokens(view);
				inlays(view);
				hover(view, offset);
				complete(view, offset);
				assignments(view, offset);
			});
		};
		const fewer = timeFor(COUNT / 4);
		// Four times as many take four times as long on any machine, not sixteen times.
		expect(timeFor(COUNT)).toBeLessThan(10 * fewer + 200);
	});
	it('do not hide a value that is taken back in the end', () => {
		const { view } = viewOf(`${'A += "x"\n'.repeat(150_000)}unset A\n`);
		expect(view.build.evaluation.data.get('A')).toBeUndefined();
		expect(view.build.evaluation.data.history('A')).toHaveLength(150_001);
	});
});

it('a value takes no time in which Python begins again and again and never ends', () => {
	const text = `BB_HASHSERVE = "${'${@'.repeat(500_000)}"\n`;
	const taken = processorTime(() => viewOf(text).view.build.evaluation.data.get('BB_HASHSERVE'));
	expect(taken).toBeLessThan(1500);
});
