import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateText, FILE } from '../../support/evaluate';

const valueAfter = (text: string, name: string, options?: Parameters<typeof evaluateText>[1]) =>
	evaluateText(text, options).data.get(name)?.value ?? null;

describe('includes', () => {
	const files = {
		'/conf/beside.conf': 'X = "beside"',
		'/layer/beside.conf': 'X = "layer"',
		'/layer/far.inc': 'Y = "far"',
	};

	it('looks beside the file first, then along BBPATH', () => {
		expect(valueAfter('include beside.conf', 'X', { files })).toBe('beside');
		expect(valueAfter('require far.inc', 'Y', { files })).toBe('far');
	});
	it('expands and splits the names', () => {
		const { data } = evaluateText('N = "far"\nrequire ${N}.inc beside.conf', { files });
		expect([data.get('X')?.value, data.get('Y')?.value]).toEqual(['beside', 'far']);
	});
	it('passes over a missing include and stops at a missing require', () => {
		expect(valueAfter('include none.conf\nA = "1"', 'A')).toBe('1');
		const { problems, failed } = evaluateText('A = "1"\nrequire none.conf');
		expect(failed).toBe(true);
		expect(problems.map(({ code, line }) => [code, line])).toEqual([['missing-include', 2]]);
	});
	it('runs nothing of a file with one bad line', () => {
		const { data, failed } = evaluateText('A = "1"\nB = 2\n');
		expect([failed, data.get('A')]).toEqual([true, undefined]);
	});
	it('goes on when it is tolerant, with what was meant', () => {
		const { data, problems } = evaluateText('A = "1" # one\nB = 2\nrequire none.conf\nC = "3"', {
			tolerant: true,
		});
		expect(['A', 'B', 'C'].map((name) => data.get(name)?.value)).toEqual(['1', '2', '3']);
		expect(problems.map(({ code }) => code)).toEqual([
			'unparsed-line',
			'unparsed-line',
			'missing-include',
		]);
	});
	it('stops at files that include each other', () => {
		const { problems } = evaluateText('include a.conf', {
			files: { '/conf/a.conf': 'include b.conf', '/conf/b.conf': 'include a.conf' },
		});
		expect(problems.map(({ code, file }) => [code, file])).toEqual([
			['include-cycle', '/conf/b.conf'],
		]);
	});
	it('reads every file of that name along BBPATH with include_all', () => {
		const { data } = evaluateText('BBPATH = "/one:/two"\ninclude_all conf/x.conf', {
			files: { '/one/conf/x.conf': 'A = "1"', '/two/conf/x.conf': 'A += "2"' },
		});
		expect(data.get('A')?.value).toBe('1 2');
	});
});

describe('.inc files', () => {
	const files = (text: string) => ({
		files: { '/conf/x.inc': text, '/layer/classes/y.bbclass': 'Y = "inherited"\n' },
	});
	it('may hold functions, tasks and inherit', () => {
		const text =
			'A = "1"\ndo_x() {\n  A = 2\n}\npython () {\n    pass\n}\ndef f(d):\n    return 1\n\naddtask x\ninherit y\nB = "2"\n';
		const { data, failed } = evaluateText('require x.inc', files(text));
		expect(failed).toBe(false);
		expect(['A', 'B', 'Y'].map((name) => data.get(name)?.value)).toEqual(['1', '2', 'inherited']);
	});
	it('may not hold a comment inside a value', () => {
		const { problems } = evaluateText('require x.inc', files('A = "a \\\n# c\n b"\n'));
		expect(problems[0]?.code).toBe('confusing-comment');
	});
});

describe('expansion', () => {
	it('leaves unknown names as text', () => expect(valueAfter('A = "${B}/c"', 'A')).toBe('${B}/c'));
	it('refuses a variable that refers to itself, at once or through others', () => {
		for (const text of ['A = "${A}"', 'A = "${B}"\nB = "${A}"']) {
			expect(evaluateText(text).data.get('A')?.error).toMatch(/references itself/);
		}
	});
	it('fails in Python that reads a variable which cannot be read', () => {
		const { data } = evaluateText('A = "${A}"\nB = "${@d.getVar(\'A\') or 1}"\nC = "${@1 or A}"');
		expect(data.get('B')?.error).toMatch(/references itself/);
		expect(data.get('C')?.value).toBe('1');
	});
	it('is bounded, whatever a file asks for', () => {
		const lines = Array.from({ length: 40 }, (_, i) => `A${i} = "\${A${i + 1}}\${A${i + 1}}"`);
		const { data } = evaluateText(`${lines.join('\n')}\nA40 = "x"`);
		expect(data.get('A0')?.error).toMatch(/4 MiB/);
	});
	it('is bounded in depth', () => {
		const lines = Array.from({ length: 5000 }, (_, i) => `A${i} = "\${A${i + 1}}"`);
		expect(evaluateText(lines.join('\n')).data.get('A0')?.error).toMatch(/too deeply/);
	});
	it('is bounded in depth for each reading, not for what is read on the way', () => {
		const lines = Array.from({ length: 250 }, (_, i) => `A${i} = "\${A${i + 1}}"`);
		const { data } = evaluateText(`${lines.join('\n')}\nA250 = "end"`);
		expect(data.get('A0')?.error).toMatch(/too deeply/);
		expect(data.get('A100')).toEqual({ value: 'end', isStatic: true });
	});
});

describe('a flag that := gave Python which only BitBake can run', () => {
	const { data } = evaluateText(
		'A[f] := "${@unknown(d)}"\nA[f] .= "x"\nA[g] := "${@1 + 1}"\nB = "${@d.getVarFlag(\'A\', \'f\')}"',
	);
	it('is not known, and nor is what is made of it', () => {
		expect([data.isFlagUnknown('A', 'f'), data.isFlagUnknown('A', 'g')]).toEqual([true, false]);
		expect(data.get('B')?.isStatic).toBe(false);
	});
	it('is known again after another assignment', () => {
		const isUnknownAfter = (text: string): boolean =>
			evaluateText(`A[f] := "\${@unknown(d)}"\n${text}`).data.isFlagUnknown('A', 'f');
		expect(isUnknownAfter('A[f] = "x"')).toBe(false);
		expect(isUnknownAfter('unset A[f]\nA[f] ??= "x"')).toBe(false);
		expect(isUnknownAfter('A[f] ?= "x"')).toBe(true);
	});
});

describe('overrides', () => {
	it('follow a variable of OVERRIDES that changes later', () => {
		const text = 'OVERRIDES = "${MACHINE}"\nMACHINE = "a"\nX = "0"\nX:a = "A"\nX:b = "B"\n';
		expect(valueAfter(text, 'X')).toBe('A');
		expect(valueAfter(`${text}MACHINE = "b"\n`, 'X')).toBe('B');
	});
	it('let forcevariable win', () => {
		expect(
			valueAfter('OVERRIDES = "m:forcevariable"\nX = "0"\nX:forcevariable = "f"\nX:m = "m"', 'X'),
		).toBe('f');
	});
	it('leave a variable that only they give a value unknown where they are not known', () => {
		const { data } = evaluateText('OVERRIDES = "${@unknown(d)}"\nA:m = "1"');
		expect(data.get('A')?.isStatic).toBe(false);
	});
	it('stop BitBake where they never settle, at whatever is read with their help', () => {
		const text = 'OVERRIDES = "${MACHINE}"\nMACHINE = "a"\nMACHINE:a = "b"\n';
		const { data } = evaluateText(`${text}X:append = "1"\nY = "0"\nY:z = "1"\nZ = "0"\n`);
		for (const name of ['OVERRIDES', 'MACHINE', 'X', 'Y']) {
			expect(data.get(name)?.error, name).toMatch(/never settles/);
		}
		expect(data.get('Z')).toEqual({ value: '0', isStatic: true });
		const { problems } = evaluateText(`${text}OVERRIDES = "\${MACHINE}"\n`);
		expect(problems.map(({ code, line }) => [code, line])).toEqual([['expansion-error', 4]]);
	});
	it('may be removed by their own name while there are none', () => {
		expect(evaluateText('OVERRIDES:remove = "${OVERRIDES}"\n').failed).toBe(false);
		expect(evaluateText('OVERRIDES:append = "${OVERRIDES}"\n').failed).toBe(true);
		expect(evaluateText('OVERRIDES = "a"\nOVERRIDES:remove = "${OVERRIDES}"\n').failed).toBe(true);
	});
	it('settle after as many changes as BitBake looks at', () => {
		const chain = (length: number): string =>
			Array.from({ length }, (_, i) => `OVERRIDES:append:a${i} = ":a${i + 1}"\n`).join('');
		expect(valueAfter(`OVERRIDES = "a0"\n${chain(4)}`, 'OVERRIDES')).toBe('a0:a1:a2:a3:a4');
		const { data } = evaluateText(`OVERRIDES = "a0"\n${chain(5)}`);
		expect(data.get('OVERRIDES')?.error).toMatch(/never settles/);
	});
	it('use the underscore up to 3.3', () => {
		const text = 'OVERRIDES = "foo"\nA = "0"\nA_foo = "f"\nA_append = " a"\nB:append = "b"';
		const { data } = evaluateText(text, { release: 'hardknott' });
		expect([data.get('A')?.value, data.get('B')?.value]).toEqual(['f a', 'b']);
	});
});

describe('where a value comes from', () => {
	const origin = (text: string, name: string) => {
		const found = evaluateText(text).data.origin(name);
		return found && [found.line, found.operator];
	};
	it('is the assignment that decided', () => {
		expect(origin('A ?= "1"\nA ?= "2"', 'A')).toEqual([1, '?=']);
		expect(origin('A ??= "1"\nA ??= "2"', 'A')).toEqual([2, '??=']);
		expect(origin('A = "1"\nA:append = "2"', 'A')).toEqual([1, '=']);
		expect(origin('A:append = "2"', 'A')).toEqual([1, ':append']);
		expect(origin('OVERRIDES = "m"\nA:m = "1"\nA = "2"', 'A')).toEqual([2, '=']);
		expect(origin('A = " \\\n 1"', 'A')).toEqual([2, '=']);
	});
	it('keeps the history of everything that was tried', () => {
		const history = evaluateText('A = "1"\nA ?= "2"\nA[f] = "3"\nunset A').data.history('A');
		expect(
			history.map(({ operator, applied, file }) => [operator, applied, file === FILE]),
		).toEqual([
			['=', true, true],
			['?=', false, true],
			['=', true, true],
			['unset', true, true],
		]);
	});
});

/** What the operators do to one variable, in a few obvious lines. */
function model(steps: readonly (readonly [string, string])[]): string | null {
	let own: string | undefined;
	let weak: string | undefined;
	let append = '';
	let prepend = '';
	for (const [operator, value] of steps) {
		if (operator === '=') own = value;
		else if (operator === '?=') own ??= value;
		else if (operator === '??=') weak = value;
		else if (operator === '+=') own = `${own ?? ''} ${value}`;
		else if (operator === '=+') own = `${value} ${own ?? ''}`;
		else if (operator === '.=') own = `${own ?? ''}${value}`;
		else if (operator === '=.') own = `${value}${own ?? ''}`;
		else if (operator === ':append') append += value;
		else prepend = value + prepend;
	}
	const base = own ?? weak;
	const hasOperations = steps.some(([operator]) => operator.startsWith(':'));
	return base === undefined && !hasOperations ? null : `${prepend}${base ?? ''}${append}`;
}

describe('any assignments', () => {
	it('give what a small obvious model gives', () => {
		const operator = fc.constantFrom(
			'=',
			'?=',
			'??=',
			'+=',
			'=+',
			'.=',
			'=.',
			':append',
			':prepend',
		);
		const step = fc.tuple(operator, fc.stringMatching(/^[a-c ]{0,3}$/));
		fc.assert(
			fc.property(fc.array(step, { maxLength: 10 }), (steps) => {
				const text = steps
					.map(([how, value]) =>
						how.startsWith(':') ? `A${how} = "${value}"` : `A ${how} "${value}"`,
					)
					.join('\n');
				expect(valueAfter(text, 'A')).toBe(model(steps));
			}),
			{ numRuns: 1000 },
		);
	});
});
