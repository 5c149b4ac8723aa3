import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { processorTime } from '../support/processorTime';
import { readAssertions } from './assertions';
import { loadGrammar, type ScopedText } from './grammar';

let tokenize: (lines: readonly string[]) => ScopedText[][];
beforeAll(async () => {
	tokenize = await loadGrammar();
});

const CASES = join(import.meta.dirname, 'cases');

describe('the grammar', () => {
	it.each(readdirSync(CASES))('colours %s as it says', (name) => {
		const { lines, assertions } = readAssertions(readFileSync(join(CASES, name), 'utf8'));
		expect(assertions.length).toBeGreaterThan(0);
		const tokens = tokenize(lines);
		const wrong = assertions.flatMap(({ line, of, start, end, wanted, unwanted }) => {
			const marked = tokens[of]!.filter((token) => token.start < end && token.end > start);
			if (lines[of]!.length < end) return [`${name}:${line} marks what is not there`];
			return marked.flatMap(({ text, scopes }) => {
				const has = (scope: string) =>
					scopes.some((each) => each === scope || each.startsWith(`${scope}.`));
				const missing = wanted.filter((scope) => !has(scope));
				const there = unwanted.filter(has);
				return [...missing, ...there.map((scope) => `!${scope}`)].map(
					(scope) => `${name}:${line} “${text}” wants ${scope}, has ${scopes.join(' ')}`,
				);
			});
		});
		expect(wrong).toEqual([]);
	});

	it('colours a whole local.conf', async () => {
		const text = readFileSync(join(import.meta.dirname, 'local.conf'), 'utf8');
		const lines = text.split('\n');
		const shown = tokenize(lines).flatMap((tokens, i) => [
			`>${lines[i]}`,
			...tokens
				.filter((token) => token.text !== '')
				.map(({ start, text: part, scopes }) =>
					`#${' '.repeat(start)}${'^'.repeat(part.length)} ${scopes.map(short).join(' ')}`.trimEnd(),
				),
		]);
		await expect(`${shown.join('\n')}\n`).toMatchFileSnapshot('./local.conf.snap');
	});

	it('never lets a line that is not finished colour the rest of the file', () => {
		for (const begun of [
			'A = "',
			'A = "${',
			'A = "${@f({',
			"A = '${@x",
			'A:append',
			'A[',
			'${',
			'include ${@',
		]) {
			const [, next] = tokenize([begun, 'BB_HASHSERVE = "auto"']);
			expect([begun, next!.find(({ text }) => text === 'BB_HASHSERVE')?.scopes.at(-1)]).toEqual([
				begun,
				'variable.other.bitbake-conf',
			]);
		}
	});

	it('takes milliseconds for a thousand lines', () => {
		const line = 'SSTATE_MIRRORS:append:x86 = " file://.* http://${H}/PATH ${@f(d, \'x\')}"';
		const lines = Array.from({ length: 1000 }, () => line);
		expect(processorTime(() => tokenize(lines))).toBeLessThan(2000);
	});
});

function short(scope: string): string {
	return scope.replace(/\.bitbake-conf$/, '');
}
