/**
 * `npm run screenshots`: the pictures in docs/images and the animation of the
 * README, taken while the user-level tests run, so that they cannot show what
 * the product does not do. All of them, in two widths and two themes, stay in
 * test-results/pictures; docs/images gets those that a page shows.
 *
 *   npm run screenshots -- [--only TEXT] [--vsix FILE]
 *
 * `--only` takes those alone that belong to cases whose name holds the text,
 * `--vsix` takes them from this package instead of making one.
 */
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { animate } from './lib/animation.mjs';
import { runE2e } from './lib/e2e.mjs';
import { projectRoot, resultsFolder } from './lib/paths.mjs';
import { main } from './lib/shutdown.mjs';
import { report } from './lib/tally.mjs';

const images = path.join(projectRoot, 'docs/images');

await main(async () => {
	const { values } = parseArgs({ options: { only: { type: 'string' }, vsix: { type: 'string' } } });
	const pictures = path.join(resultsFolder, 'pictures');
	await rm(pictures, { recursive: true, force: true });
	await mkdir(pictures, { recursive: true });
	/** @type {import('./lib/animation.mjs').Scene[]} */
	const scenes = [];
	report(await runE2e({ ...values, pictures, film: (scene) => scenes.push(scene) }));
	if (scenes.length > 0) await writeFile(path.join(pictures, 'tour.png'), animate(scenes));
	await keepShown(pictures);
});

/**
 * Copies the pictures that a page shows, and removes those that none shows any more.
 *
 * @param {string} pictures
 */
async function keepShown(pictures) {
	const shown = await shownPictures();
	for (const name of await readdir(images)) {
		if (!shown.has(name)) await rm(path.join(images, name));
	}
	for (const name of await readdir(pictures)) {
		if (shown.has(name)) await copyFile(path.join(pictures, name), path.join(images, name));
	}
}

async function shownPictures() {
	const names = await readdir(path.join(projectRoot, 'docs'), { recursive: true });
	const pages = ['README.md', ...names.map((name) => path.join('docs', name))];
	const texts = await Promise.all(
		pages
			.filter((name) => name.endsWith('.md'))
			.map((name) => readFile(path.join(projectRoot, name), 'utf8')),
	);
	return new Set(
		Array.from(texts.join('\n').matchAll(/\bimages\/([\w-]+\.png)/g), ([, name = '']) => name),
	);
}
