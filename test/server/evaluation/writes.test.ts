import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CodeContext, writesOf } from '../../../server/src/evaluation/python/writes';
import { processorTime } from '../../support/processorTime';

const context: CodeContext = {
	functionBody: (name) => (name === 'f' ? 'def f(var, d):\n    d.setVar(var, 1)\n' : undefined),
	isEvent: (name) => name === 'ConfigParsed',
	variable: (name) => (name === 'NONE' ? null : undefined),
	exists: () => false,
};

const writes = (...lines: string[]) => {
	const body = lines.map((line) => `    ${line}\n`).join('');
	const { names, prefixes, isOpen } = writesOf(body, context);
	return { names: [...names].sort(), prefixes: [...prefixes].sort(), isOpen };
};
const closed = (...names: string[]) => ({ names, prefixes: [], isOpen: false });

describe('what code may write', () => {
	it('follows texts into the functions that are called with them', () => {
		expect(writes('f("A", d)', 'f("B", d)')).toEqual(closed('A', 'B'));
		expect(writes('f(a, d)')).toEqual({ names: [], prefixes: [], isOpen: true });
		const inner = ['def g(name):', '    d.appendVar(name, "x")', 'g("A")', "g('B')"];
		expect(writes(...inner)).toEqual(closed('A', 'B'));
		const beside = ['def g(name):', '    pass', 'for name in ["D_"]:', '    d.setVar(name, "x")'];
		expect(writes(...beside)).toEqual({ names: [], prefixes: ['D_'], isOpen: false });
	});
	it('leaves values alone where only flags are set under unknown names', () => {
		expect(writes('d.setVarFlag(task, "network", "1")')).toEqual(closed());
	});
	it('does not trust what it read before it was written', () => {
		const body = ['d.setVar("NONE", "1")', 'if d.getVar("NONE"):', '    d.setVar("A", "1")'];
		expect(writes(...body)).toEqual(closed('A', 'NONE'));
	});
	it('reads continued lines as one, and comments not at all', () => {
		expect(writes('d.setVar(', '    "A", "x")  # d.setVar("B", 1)')).toEqual(closed('A'));
		expect(writes('d. \\', 'note("x")', 'd.setVar("A", \\', '"x")')).toEqual(closed('A'));
	});

	const piece = fc.oneof(
		fc.constantFrom(
			...[
				'd.setVar(',
				'd.appendVar("A", ',
				'"A"',
				"'",
				'"',
				"'''",
				'(',
				')',
				'[',
				']',
				',',
				'\\\n',
			],
			...['\n', '    ', '\t', 'if ', 'elif ', 'else:', 'not ', ' or ', ' and ', ':', '#', 'x = '],
			...['def f(a, b):', 'f("A")', 'isinstance(e, bb.event.X)', 'os.path.exists(', '%', '+'],
		),
		fc.string({ maxLength: 4 }),
	);
	it('never throws, whatever the code', () => {
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
				expect(() => writesOf(pieces.join(''), context)).not.toThrow();
			}),
			{ numRuns: 2000 },
		);
	});
	it.each([
		['parentheses', `if ${'('.repeat(14_000)}${')'.repeat(14_000)}:\n`],
		['negations', `if ${'not '.repeat(7000)}x:\n`],
		['calls', 'f('.repeat(14_000)],
		['writes', 'd.setVar('.repeat(3000)],
		['definitions', 'def f(a):\n f(1)\n'.repeat(1700)],
		['dots', `Var ${'a.'.repeat(14_000)}`],
		['quotes', "'\\\n".repeat(9000)],
		['lines', 'd.setVar("A", 1)\n'.repeat(100_000)],
	])('takes no time for many %s', (_, body) => {
		expect(processorTime(() => writesOf(body, context))).toBeLessThan(3000);
	});
});
