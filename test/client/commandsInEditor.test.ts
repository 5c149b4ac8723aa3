import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
	contributes: { commands: readonly { command: string; title: string }[] };
};
const texts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;

/** What the in-editor cases do; lines that hold a title alone are lists of what the palette shows. */
const lines = readdirSync('test/e2e', { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.ts'))
	.flatMap((name) => readFileSync(join('test/e2e', name), 'utf8').split('\n'))
	.filter((line) => !/^\s*(['"]).*\1,?$/.test(line));

describe('each command is run by an in-editor case', () => {
	it.each(contributes.commands)('$command', ({ command, title }) => {
		const words = texts[title.replaceAll('%', '')] ?? title;
		const signs = [`'${command}'`, `'${words}'`, `Hash Equivalence: ${words}`];
		const uses = lines.filter((line) => signs.some((sign) => line.includes(sign)));
		expect(uses, `a case for "${words}" in test/e2e`).not.toHaveLength(0);
	});
});
