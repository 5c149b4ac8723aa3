import { describe, expect, it } from 'vitest';
import { provenance } from '../../../server/src/evaluation/provenance';
import { evaluateText } from '../../support/evaluate';

/** Line, fate and the line that defeated it, of each step. */
const fates = (text: string, name = 'A'): string[] =>
	provenance(evaluateText(text).data, name).map(
		({ entry, fate, by }) => `${entry.line} ${fate}${by ? ` ${by.line}` : ''}`,
	);

describe('what became of assignments', () => {
	it.each<[string, string, string[]]>([
		['the last = wins', 'A = "1"\nA = "2"', ['1 overwritten 2', '2 wins']],
		['the first ?= wins', 'A ?= "1"\nA ?= "2"', ['1 wins', '2 not needed 1']],
		['the last ??= wins', 'A ??= "1"\nA ??= "2"', ['1 overwritten 2', '2 wins']],
		['a weak default loses to +=', 'A ??= "1"\nA += "2"', ['1 not needed 2', '2 wins']],
		[
			'a value and what adds to it',
			'A = "1"\nA += "2"\nA =. "0"',
			['1 wins', '2 contributes', '3 contributes'],
		],
		[
			'= takes additions away',
			'A = "1"\nA += "2"\nA = "3"',
			['1 overwritten 3', '2 overwritten 3', '3 wins'],
		],
		['appends outlive =', 'A:append = "1"\nA = "2"', ['1 contributes', '2 wins']],
		['an append to a weak default', 'A ??= "1"\nA:append = "2"', ['1 wins', '2 contributes']],
		['removed words', 'A = "1 2"\nA:remove = "2"', ['1 wins', '2 contributes']],
		[
			'unset',
			'A = "1"\nA:append = "2"\nunset A\nA ?= "3"',
			['1 overwritten 3', '2 overwritten 3', '3 unset', '4 wins'],
		],
		[
			'flags',
			'A[f] = "1"\nA = "2"\nA[f] = "3"\nexport A',
			['1 overwritten 3', '2 wins', '3 flag', '4 flag'],
		],
		['a flag’s default', 'A[f] = "1"\nA[f] ?= "2"', ['1 flag', '2 not needed 1']],
	])('%s', (_, text, expected) => expect(fates(text)).toEqual(expected));

	it.each<[string, string, string[]]>([
		['an active override wins', 'A = "1"\nA:foo = "2"', ['1 overridden 2', '2 wins']],
		['an inactive one does not', 'A = "1"\nA:baz = "2"', ['1 wins', '2 inactive']],
		[
			'the rightmost override wins',
			'A:bar = "1"\nA:foo = "2"\nA ?= "3"',
			['1 wins', '2 overridden 1', '3 overridden 1'],
		],
		[
			'an append for an override',
			'A = "1"\nA:append:foo = "2"\nA:append:baz = "3"',
			['1 wins', '2 contributes', '3 inactive'],
		],
		[
			'an append beside an override',
			'A:foo = "1"\nA:append = "2"\nA = "3"',
			['1 wins', '2 contributes', '3 overridden 1'],
		],
		[
			'an append to an override',
			'A = "1"\nA:foo:append = "2"',
			['1 overridden 2', '2 contributes'],
		],
	])('with overrides: %s', (_, text, expected) => {
		expect(fates(`${text}\nOVERRIDES = "foo:bar"`)).toEqual(expected);
	});

	it('knows nothing of a variable that no file sets', () => expect(fates('B = "1"')).toEqual([]));
	it('reads names as old BitBakes do', () => {
		const { data } = evaluateText('A = "1"\nA_foo = "2"\nOVERRIDES = "foo"', {
			release: 'dunfell',
		});
		expect(provenance(data, 'A').map(({ fate }) => fate)).toEqual(['overridden', 'wins']);
	});
});
