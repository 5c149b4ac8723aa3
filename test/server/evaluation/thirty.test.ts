/**
 * Snippets whose outcome was seen in BitBake itself, 2.19 unless a release is
 * named: the smallest set that tells a faithful reader from a plausible one.
 */
import { describe, expect, it } from 'vitest';
import { evaluateText } from '../../support/evaluate';

interface Snippet {
	readonly text: string;
	readonly release?: string;
	/** Expected values; null for a variable without one. */
	readonly values?: Readonly<Record<string, string | null>>;
	/** Expected flag values, as `NAME[flag]`. */
	readonly flags?: Readonly<Record<string, string>>;
	/** Expected code and BitBake line of what stops it. */
	readonly error?: readonly [code: string, line: number];
}

const SNIPPETS: Readonly<Record<string, Snippet>> = {
	'1: a comment after a value': { text: 'A = "1" # one', error: ['unparsed-line', 1] },
	'2: a quoted comment after a value joins it': {
		text: 'A = "1" # "one"',
		values: { A: '1" # "one' },
	},
	'3: an indented comment': { text: '  # indented', error: ['unparsed-line', 1] },
	'4: a comment that continues into a statement': {
		text: '# a \\\nA = "1"',
		error: ['confusing-comment', 2],
	},
	'5: a comment that continues into nothing': { text: '# a \\', error: ['confusing-comment', 2] },
	'6: a comment inside a value is part of it': {
		text: 'A = " \\\n  a \\\n# no \\\n  b \\\n"',
		values: { A: '   a # no   b ' },
	},
	'7: blanks after the backslash do not matter': {
		text: 'A = "a \\ \n b"',
		values: { A: 'a  b' },
	},
	'8: a continued line swallows the next statement': {
		text: 'A = "a" \\\nB = "b"',
		values: { A: 'a" B = "b', B: null },
	},
	'9: a blank line ends a continued one': {
		text: 'A = "a \\\n\nB = "b"',
		error: ['unparsed-line', 2],
	},
	'10: a backslash at the end of the file': { text: 'A = "a" \\', error: ['unparsed-line', 2] },
	'11: a lone backslash': { text: '\\\n\n', error: ['unparsed-line', 2] },
	'12: three quotes': { text: 'A = "a"b"', error: ['unparsed-line', 1] },
	'13: there are no escapes': { text: 'A = "a \\"b\\" c"', values: { A: 'a \\"b\\" c' } },
	'14: a byte order mark': { text: '\ufeff# c', error: ['unparsed-line', 1] },
	'15: a no-break space at the end': { text: 'A = "1"\u00a0', values: { A: '1' } },
	'16: a lone carriage return ends a line': {
		text: 'A = "1"\rB = "2"',
		values: { A: '1', B: '2' },
	},
	'17: += loses a weak default': { text: 'A ??= "w"\nA += "x"', values: { A: ' x' } },
	'18: :append keeps a weak default': { text: 'A ??= "w"\nA:append = " x"', values: { A: 'w x' } },
	'19: := expands with appends, which then apply again': {
		text: 'A = "1"\nA:append = " 2"\nA := "${A} 3"',
		values: { A: '1 2 3 2' },
	},
	'20: compound overrides': {
		text: 'OVERRIDES = "foo:bar"\nA:foo:bar="fb"\nA:bar:foo="bf"\nA:bar="b"',
		values: { A: 'fb', 'A:bar': 'bf' },
	},
	'21: an append with an override starts from nothing': {
		text: 'OVERRIDES = "foo"\nA="0"\nA:foo:append=" f"',
		values: { A: ' f' },
	},
	'22: an upper-case override makes a plain variable': {
		text: 'OVERRIDES = "FOO"\nA = "1"\nA:append:FOO = " 1"',
		values: { A: '1', 'A:append:FOO': ' 1' },
	},
	'23: :remove of a variant carries over': {
		text: 'OVERRIDES = "foo"\nA:foo="a b"\nA:foo:remove="b"\nA:append=" b"',
		values: { A: 'a  ' },
	},
	'24: an old-style name with ??= is not fatal': {
		text: 'A_append ??= " 1"',
		values: { A_append: ' 1' },
	},
	'24b: an old-style name with = is fatal': {
		text: 'A_append = " 1"',
		error: ['old-override-syntax', 1],
	},
	'25: ??= on a flag is weak': { text: 'A[f] ??= "w"\nA[f] ?= "q"', flags: { 'A[f]': 'q' } },
	'25b: ??= on a flag assigned up to 2.8': {
		text: 'A[f] ??= "w"\nA[f] ?= "q"',
		release: 'scarthgap',
		flags: { 'A[f]': 'w' },
	},
	'26: unset of a flag with one letter': { text: 'unset A[f]', error: ['unparsed-line', 1] },
	'26b: the same up to 2.0': {
		text: 'A[f] = "1"\nB = "1"\nunset A[f]',
		release: 'kirkstone',
		values: { B: '1' },
	},
	'27: unset with an override': { text: 'unset A:foo', error: ['unparsed-line', 1] },
	'28: a comment after include': {
		text: 'include inc1.conf # why',
		error: ['not-a-bitbake-file', 1],
	},
	'29: an empty name': { text: '+= "d"', error: ['unparsed-line', 1] },
	'29b: up to 2.8 the operator became the name': {
		text: '+= "d"',
		release: 'scarthgap',
		values: { '+': 'd' },
	},
	'30: Python, and Python with an unknown variable': {
		text: "A = \"${@d.getVar('X') or 'none'} ${@'${X}'}\"",
		values: { A: "none ${@'${X}'}" },
	},
};

describe('snippets with BitBake’s own outcome', () => {
	it.each(Object.entries(SNIPPETS))('%s', (_, { text, release, values, flags, error }) => {
		const evaluation = evaluateText(text, {
			...(release ? { release } : {}),
			files: { '/conf/inc1.conf': 'INC = "1"' },
		});
		const first = evaluation.problems[0];
		expect(first && [first.code, first.line]).toEqual(error);
		expect(evaluation.failed).toBe(error !== undefined);
		for (const [name, value] of Object.entries(values ?? {})) {
			expect([name, evaluation.data.get(name)?.value ?? null]).toEqual([name, value]);
		}
		for (const [written, value] of Object.entries(flags ?? {})) {
			const [, name = '', flag = ''] = /^(\w+)\[(\w+)\]$/.exec(written) ?? [];
			expect([written, evaluation.data.flag(name, flag)]).toEqual([written, value]);
		}
	});
});
