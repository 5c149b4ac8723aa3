/** Commands shown in the documentation exist, with the flags they are shown with. */
import { describe, expect, it } from 'vitest';
import { blocksOf, PAGES, pageNamed } from './pages';

/** The help of each command of `hashequiv`; another test holds the page to what they print. */
const HELP = new Map(
	Array.from(
		pageNamed('docs/reference.md').text.matchAll(/^### hashequiv (\w+)\n\n```text\n(.*?)^```$/gms),
		([, command = '', help = '']) => [command, help],
	),
);

interface Shown {
	readonly line: string;
	readonly command: string;
	readonly flags: readonly string[];
}

const SHOWN: readonly (Shown & { page: string })[] = PAGES.flatMap((page) =>
	blocksOf(page)
		.filter(({ language }) => ['sh', '', 'ini', 'yaml'].includes(language))
		.flatMap(({ text }) => commandsIn(text))
		.map((shown) => ({ ...shown, page: page.name })),
);

function commandsIn(text: string): Shown[] {
	return text
		.replaceAll('\\\n', ' ')
		.replace(/(^|\s)#.*$/gm, '')
		.split(/[|;&\n]/)
		.flatMap((part) => {
			const line = part.trim();
			const match =
				/^(?:\$ |sudo |ExecStart=)?(?:node )?(?:\S*\/)?hashequiv(?:\.js)? +([a-z]+)\b(.*)$/.exec(
					line,
				);
			if (!match) return [];
			const [, command = '', rest = ''] = match;
			return [{ line, command, flags: rest.match(/(?<=\s)--?[a-z][a-z-]*/g) ?? [] }];
		});
}

describe('commands in the documentation', () => {
	it('are found', () => {
		expect(HELP.size).toBeGreaterThan(8);
		expect(SHOWN.length).toBeGreaterThan(20);
		expect(commandsIn('$ hashequiv db -d x backup y # --no\n')).toEqual([
			{ line: '$ hashequiv db -d x backup y', command: 'db', flags: ['-d'] },
		]);
	});

	it.each(SHOWN)('$page: $line', ({ command, flags }) => {
		const help = HELP.get(command);
		expect(help, `hashequiv ${command}`).toBeDefined();
		const known: readonly string[] = help?.match(/(?<![\w-])--?[a-z][a-z-]*/g) ?? [];
		expect(flags.filter((flag) => !known.includes(flag))).toEqual([]);
	});
});
