/** The pages in docs/rules: one for each code, with examples that are what they say. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../../server/src/rules';
import { LAYERS, lintBuild } from '../../support/configuration';

const ROOT = resolve(import.meta.dirname, '../../..');
const PAGES = join(ROOT, 'docs/rules');

/** What parsing and evaluation find, before any rule is asked. */
const READING: readonly { code: string; severity: string; summary: string }[] = [
	['unparsed-line', 'A line that BitBake’s grammar does not know.'],
	['confusing-comment', 'A comment is continued by a line that is none.'],
	['old-override-syntax', '`_append`, `_prepend` or `_remove` where a colon belongs.'],
	['missing-include', 'A file to include is not there; information for a plain `include`.'],
	['not-a-bitbake-file', 'A name to include that is no name of a configuration file.'],
	['include-cycle', 'A file includes itself.'],
	['missing-class', 'A class that `inherit` or INHERIT names and no layer has.'],
	['missing-fragment', 'A fragment that no layer has.'],
	['expansion-error', 'A value that has to be expanded at once and cannot be.'],
	['unreadable-file', 'A file that cannot be read, or is not UTF-8.'],
	['missing-file', 'A file that is not there.'],
].map(([code = '', summary = '']) => ({ code, severity: 'error', summary }));

/** No text shows these. */
const WITHOUT_EXAMPLES = ['unreadable-file', 'missing-file'];

const codes = [...new Set([...READING, ...RULES].map(({ code }) => code))];

/** The build that the examples are part of. */
const build = {
	files: {
		...LAYERS,
		'/src/meta/conf/layer.conf':
			'BBPATH .= ":${LAYERDIR}"\nBBFILE_PATTERN_core = "^${LAYERDIR}/"\n',
		'/src/meta/conf/bitbake.conf': `${LAYERS['/src/meta/conf/bitbake.conf']}include conf/distro/\${DISTRO}.conf\n`,
		'/src/meta/classes/base.bbclass': '',
		'/src/meta/classes/sanity.bbclass': '',
		'/src/meta/classes/own-mirrors.bbclass': '',
		'/src/meta/conf/fragments/yocto/sstate-mirror-cdn.conf': 'A = "1"\n',
		'/build/conf/team-mirrors.conf': 'A = "1"\n',
	},
	host: {
		exists: (path: string) => !/old-cache|bord-b/.test(path),
		fileSystemType: (path: string) => (path.startsWith('/net/') ? 'nfs4' : 'ext4'),
	},
	reachability: (address: string) =>
		address.includes('former')
			? ({ kind: 'unknown-host', detail: '' } as const)
			: ({ kind: 'answers', roundTripMs: 3, protocol: '1.1' } as const),
};

interface Example {
	readonly kind: string;
	readonly release: string | undefined;
	readonly text: string;
}

function examplesOf(page: string): Example[] {
	const blocks = page.matchAll(/^```bitbake (wrong|right)(?: release=(\w+))?\n(.*?)^```$/gms);
	return Array.from(blocks, ([, kind = '', release, text = '']) => ({ kind, release, text }));
}

const pageOf = (code: string): string => readFileSync(join(PAGES, `${code}.md`), 'utf8');

describe('the pages of the rules', () => {
	it('are there for every code, and for nothing else', () => {
		const pages = readdirSync(PAGES).filter((name) => name !== 'README.md');
		expect(pages.sort()).toEqual(codes.map((code) => `${code}.md`).sort());
	});

	it('know every code that parsing and evaluation use', () => {
		const used = ['syntax', 'syntax/unparsed', 'evaluation'].flatMap((folder) => {
			const path = join(ROOT, 'server/src', folder);
			return readdirSync(path)
				.filter((name) => name.endsWith('.ts'))
				.flatMap((name) =>
					Array.from(
						readFileSync(join(path, name), 'utf8').matchAll(
							/\bcode: '([a-z-]+)'|\bfinding\(\s*'([a-z-]+)'/g,
						),
						([, code, other]) => code ?? other ?? '',
					),
				);
		});
		expect([...new Set(used)].sort()).toEqual(READING.map(({ code }) => code).sort());
	});

	it.each(codes)('%s begins with its code and severity', (code) => {
		const { severity = '' } = [...READING, ...RULES].find((entry) => entry.code === code) ?? {};
		const name = severity.charAt(0).toUpperCase() + severity.slice(1);
		expect(pageOf(code).startsWith(`# ${code}\n\n**${name}**, `)).toBe(true);
	});

	it.each(codes.filter((code) => !WITHOUT_EXAMPLES.includes(code)))(
		'%s shows what is wrong and what is right',
		(code) => {
			const examples = examplesOf(pageOf(code));
			expect(examples.map(({ kind }) => kind)).toEqual(['wrong', 'right']);
			for (const { kind, release, text } of examples) {
				const surroundings = release === undefined ? build : { ...build, release };
				const found = lintBuild(text, surroundings).map((problem) => problem.code);
				if (kind === 'wrong') expect(found).toContain(code);
				else expect(found).toEqual([]);
			}
		},
	);

	it('are listed in README.md', async () => {
		const row = ({ code, severity, summary }: (typeof READING)[number]): string =>
			`| [${code}](${code}.md) | ${severity} | ${summary.replaceAll('|', '\\|')} |`;
		const table = (entries: readonly (typeof READING)[number][]): string =>
			['| code | severity | what it finds |', '|---|---|---|', ...entries.map(row)].join('\n');
		const readingCodes = READING.map(({ code }) => code);
		const text = `# What is found in configuration files

Each finding has a code, and each code a page that says what it means for the build and what to do.

An error stops BitBake or makes a setting worthless, a warning costs matches in shared state, information and hints are to be known. The severity given is the usual one; some findings have another in some releases, which their pages tell.

## Settings

${table(RULES.filter(({ code }) => !readingCodes.includes(code)))}

## Reading the files

${table(READING)}
`;
		await expect(text).toMatchFileSnapshot(join(PAGES, 'README.md'));
	});
});
