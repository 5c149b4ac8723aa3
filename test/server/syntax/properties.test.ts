import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../server/src/syntax/parse';
import { applyEdits } from '../../../server/src/text/edit';
import { dialectFor, RELEASES } from '../../../server/src/yocto/releases';

/** Pieces that make texts which are nearly configurations. */
const piece = fc.oneof(
	fc.constantFrom(
		...['A', 'BB_HASHSERVE', ':append', ':foo', '[flag]', ' = ', ' ?= ', '??=', ':=', '+=', '=.'],
		...['"', "'", '""', '"x"', '\\', '\\\n', '\n', '\r\n', '\r', '#', '# c\n', ' ', '\t', '\u00a0'],
		...['${A}', '${', '${@', '}', 'include ', 'require x.conf', 'export ', 'unset ', 'inherit x'],
		...['\ufeff', '\u0000', '“', 'python () {\n', '}\n', 'def f():\n', '<<<<<<< HEAD\n'],
	),
	fc.string({ maxLength: 6 }),
);
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
const release = fc.constantFrom(...RELEASES);
const name = fc.constantFrom('/conf/local.conf', '/conf/x.inc', '/classes/x.bbclass');

describe('parse, whatever the text', () => {
	it('never throws, and every span lies in the text', () => {
		fc.assert(
			fc.property(text, release, name, (source, chosen, path) => {
				const file = parse(path, source, dialectFor(chosen));
				const spans = [
					...file.problems.flatMap(({ span, fixes }) => [
						span,
						...(fixes ?? []).flatMap(({ edits }) => edits.map((edit) => edit.span)),
					]),
					...file.comments.map(({ span }) => span),
					...file.statements.map(({ span }) => span),
				];
				for (const { start, end } of spans) {
					expect(0 <= start && start <= end && end <= source.length).toBe(true);
				}
			}),
			{ numRuns: 2000 },
		);
	});

	it('gives statements in order that do not overlap', () => {
		fc.assert(
			fc.property(text, release, (source, chosen) => {
				const { statements } = parse('/conf/local.conf', source, dialectFor(chosen));
				for (const [i, statement] of statements.entries()) {
					const next = statements[i + 1];
					if (next) expect(statement.span.end).toBeLessThanOrEqual(next.span.start);
				}
			}),
			{ numRuns: 1000 },
		);
	});

	it('finds each name and value where its span says', () => {
		const value = fc.stringMatching(/^[a-z .${}#]{0,12}$/);
		const line = fc.tuple(fc.stringMatching(/^[A-Z_]{1,8}$/), value);
		fc.assert(
			fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
				const source = lines.map(([left, right]) => `${left} = "${right}"\n`).join('');
				const file = parse('/conf/local.conf', source, dialectFor(RELEASES.at(-1)!));
				expect(file.problems).toEqual([]);
				const read = file.statements.map((statement) => {
					if (statement.kind !== 'assignment') throw new Error(statement.kind);
					const { nameSpan, valueSpan } = statement;
					return [
						source.slice(nameSpan.start, nameSpan.end),
						source.slice(valueSpan.start, valueSpan.end),
					];
				});
				expect(read).toEqual(lines);
			}),
		);
	});

	it('offers fixes that can be applied', () => {
		fc.assert(
			fc.property(text, release, (source, chosen) => {
				for (const { fixes } of parse('/conf/local.conf', source, dialectFor(chosen)).problems) {
					for (const { edits } of fixes ?? []) applyEdits(source, edits);
				}
			}),
			{ numRuns: 1000 },
		);
	});
});
