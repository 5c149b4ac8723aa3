import { describe, expect, it } from 'vitest';
import { parse } from '../../../server/src/syntax/parse';
import { applyEdits } from '../../../server/src/text/edit';
import { dialectFor, findRelease } from '../../../server/src/yocto/releases';

const dialect = dialectFor(findRelease('scarthgap')!);
const problemsOf = (text: string) => parse('/conf/local.conf', text, dialect).problems;

/** Text, part of the explanation, what is underlined, and the text after the first fix (null: no fix). */
const CASES: readonly (readonly [string, RegExp, string, string | null])[] = [
	['A = "1" # one\n', /may not follow a value/, '# one', '# one\nA = "1"\n'],
	[
		'B = "2"\r\nA = "1" # one\r\n',
		/may not follow a value/,
		'# one',
		'B = "2"\r\n# one\r\nA = "1"\r\n',
	],
	['A = "a \\\n b" # c', /may not follow a value/, '# c', '# c\nA = "a \\\n b"'],
	[
		'A = "auto"  # говорим серверу',
		/may not follow a value/,
		'# говорим серверу',
		'# говорим серверу\nA = "auto"',
	],
	["A = 'it' # isn't", /may not follow a value/, "# isn't", "# isn't\nA = 'it'"],
	['A = 1\n', /stand in quotes/, '1', 'A = "1"\n'],
	['A = 1 # one\n', /stand in quotes/, '1', '# one\nA = "1"\n'],
	['A =\n', /value is missing/, 'A =', 'A = ""\n'],
	['A = "1\n', /closing " is missing/, '"1', 'A = "1"\n'],
	['A = "a \\ b\n', /backslash continues a line only/, '"a \\ b', null],
	['A = 1"\n', /opening " is missing/, '1"', 'A = "1"\n'],
	['A = "1\'\n', /same quote at both ends/, '"1\'', 'A = "1"\n'],
	['A = "a"b"\n', /no escapes/, '"a"b"', "A = 'a\"b'\n"],
	['A = "1";\n', /Nothing may stand behind/, ';', 'A = "1"\n'],
	['A = "1"\u200b\n', /here stands U\+200B\./, '\u200b', 'A = "1"\n'],
	['A = “1”\n', /word processor/, '“1”', 'A = "1"\n'],
	['  # c\n', /first column/, '  # c', '# c\n'],
	['  A = "1"\n', /first column/, '  A = "1"', 'A = "1"\n'],
	['\ufeffA = "1"\n', /byte order mark/, '\ufeff', 'A = "1"\n'],
	[
		'inherit own-mirrors\n',
		/added to INHERIT/,
		'inherit own-mirrors',
		'INHERIT += "own-mirrors"\n',
	],
	['A: "1"\n', /not a colon/, ':', 'A = "1"\n'],
	['MY VAR = "1"\n', /blank, which no variable name may/, 'MY VAR', null],
	['<<<<<<< HEAD\n', /merge conflict/, '<<<<<<< HEAD', null],
	['do_x() {\n', /Functions belong/, 'do_x() {', null],
	['addtask x\n', /Tasks and handlers/, 'addtask x', null],
	['unset A:foo\n', /without overrides/, 'A:foo', null],
	['what is this\n', /neither an assignment/, 'what is this', null],
	['\\\n\nA = "1"\n', /only a backslash/, '\\', '\n\nA = "1"\n'],
];

describe('the likely cause of an unparsed line', () => {
	it.each(CASES)('%j', (text, explanation, marked, fixed) => {
		const [problem, ...others] = problemsOf(text);
		expect(others).toEqual([]);
		expect(problem?.code).toBe('unparsed-line');
		expect(problem?.message).toMatch(explanation);
		expect(text.slice(problem?.span.start, problem?.span.end)).toBe(marked);
		const fix = problem?.fixes?.[0];
		if (fixed === null) {
			expect(fix).toBeUndefined();
			return;
		}
		const repaired = applyEdits(text, fix?.edits ?? []);
		expect(repaired).toBe(fixed);
		expect(problemsOf(repaired)).toEqual([]);
	});

	it('quotes BitBake’s own words', () => {
		expect(problemsOf('A = "1" # one')[0]?.message).toContain(`unparsed line: 'A = "1" # one'`);
	});

	it('reports every bad line and keeps what was meant', () => {
		const file = parse('/conf/local.conf', 'A = "1" # a\nB = "2"\nC = 3\n', dialect);
		expect(file.problems.map(({ line }) => line)).toEqual([1, 3]);
		expect(
			file.statements.map(
				(statement) =>
					statement.kind === 'assignment' && [
						statement.name,
						statement.value,
						statement.recovered === true,
					],
			),
		).toEqual([
			['A', '1', true],
			['B', '2', false],
			['C', '3', true],
		]);
	});
});

describe('comments that swallow or continue', () => {
	it('removes the backslash of a confusing comment', () => {
		for (const text of ['# a \\\nA = "1"\n', '# a \\\n# b \\\n# c \\\nA = "1"\n']) {
			const [problem] = problemsOf(text);
			expect(problem?.code).toBe('confusing-comment');
			expect(problemsOf(applyEdits(text, problem?.fixes?.[0]?.edits ?? []))).toEqual([]);
		}
	});
});
