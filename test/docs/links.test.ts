/** Links and pictures of the documentation lead somewhere. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, PAGES, pageNamed, ROOT, targetsOf } from './pages';

describe.each(PAGES.map(({ name }) => name))('%s', (name) => {
	const targets = targetsOf(pageNamed(name));

	it('links to files that are there', () => {
		expect(targets.map(({ file }) => file).filter((file) => !existsSync(join(ROOT, file)))).toEqual(
			[],
		);
	});

	it('links to headings that are there', () => {
		const broken = targets.filter(
			({ file, anchor }) =>
				anchor !== undefined && !anchorsOf(pageNamed(file)).includes(anchor.toLowerCase()),
		);
		expect(broken).toEqual([]);
	});
});

it('every picture is shown somewhere', () => {
	const shown = PAGES.flatMap(targetsOf).map(({ file }) => file);
	const pictures = readdirSync(join(ROOT, 'docs/images')).map((name) => `docs/images/${name}`);
	expect(pictures.filter((file) => !shown.includes(file))).toEqual([]);
});

it('finds what leads nowhere', () => {
	const page = { name: 'docs/a.md', text: '[b](b.md#c)\n<img src="images/d.png">\n`[no](e.md)`\n' };
	expect(targetsOf(page)).toEqual([
		{ file: 'docs/b.md', anchor: 'c' },
		{ file: 'docs/images/d.png', anchor: undefined },
	]);
	expect(
		anchorsOf({ name: '', text: "## Coming from `bitbake-hashserv`, or BitBake's\n" }),
	).toEqual(['coming-from-bitbake-hashserv-or-bitbakes']);
});
