import { describe, expect, it } from 'vitest';
import type { RuleProblem } from '../../server/src/rules/rule';
import { applyEdits } from '../../server/src/text/edit';
import { lintBuild, lintText, marksOf, type Surroundings, unmark } from './configuration';

/** What a rule must find in a local.conf. */
export interface RuleCase {
	/** With carets below what should be found. */
	readonly text: string;
	readonly release?: string;
	/** The build around it; without one it is looked at alone. */
	readonly build?: Surroundings;
	/** Part of each message, in order of the findings. */
	readonly says?: readonly RegExp[];
	/** Titles of the fixes of the first finding. */
	readonly fixes?: readonly string[];
	/** What the first fix makes of the text. */
	readonly fixed?: string;
	/** Severities of the findings, where they are not those of their rules. */
	readonly severities?: readonly string[];
}

/** Checks that the cases' findings are those marked, and that every fix removes what it is for and nothing is left for it to do. */
export function checkCases(cases: Readonly<Record<string, RuleCase>>): void {
	const all = Object.entries(cases);
	describe('rules', () => {
		it.each(all)('%s', (_, current) => {
			const { text, marks } = unmark(current.text);
			const problems = lint(text, current);
			expect(marksOf(text, problems)).toEqual(marks);
			for (const [i, pattern] of (current.says ?? []).entries()) {
				expect(problems[i]?.message).toMatch(pattern);
			}
			const { fixes, fixed, severities } = current;
			if (fixes) expect((problems[0]?.fixes ?? []).map(({ title }) => title)).toEqual(fixes);
			if (severities) expect(problems.map(({ severity }) => severity)).toEqual(severities);
			if (fixed !== undefined) {
				expect(applyEdits(text, problems[0]?.fixes?.[0]?.edits ?? [])).toBe(fixed);
			}
		});
	});

	describe('fixes', () => {
		it.each(all)('remove their finding: %s', (_, current) => {
			const { text } = unmark(current.text);
			const problems = lint(text, current);
			for (const problem of problems) {
				const before = problems.filter(({ code }) => code === problem.code).length;
				for (const fix of problem.fixes ?? []) {
					if (fix.edits.length === 0) continue;
					const left = lint(applyEdits(text, fix.edits), current);
					const after = left.filter(({ code }) => code === problem.code).length;
					expect({ fix: fix.title, after }).toEqual({ fix: fix.title, after: before - 1 });
				}
			}
		});

		it.each(all)('bring no new error: %s', (_, current) => {
			const { text } = unmark(current.text);
			const problems = lint(text, current);
			const errors = (found: readonly RuleProblem[]): string[] =>
				found.filter(({ severity }) => severity === 'error').map(({ code }) => code);
			for (const fix of problems.flatMap((problem) => problem.fixes ?? [])) {
				const left = errors(lint(applyEdits(text, fix.edits), current));
				expect({
					fix: fix.title,
					left: left.filter((code) => !errors(problems).includes(code)),
				}).toEqual({
					fix: fix.title,
					left: [],
				});
			}
		});
	});
}

function lint(text: string, { build, release }: RuleCase): RuleProblem[] {
	return build
		? lintBuild(text, release === undefined ? build : { ...build, release })
		: lintText(text, release);
}
