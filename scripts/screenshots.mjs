/**
 * `npm run screenshots`: the pictures in docs/images and the animation of the
 * README, taken while the user-level tests run, so that they cannot show what
 * the product does not do.
 *
 *   npm run screenshots -- [--only TEXT] [--vsix FILE]
 *
 * `--only` takes those alone that belong to cases whose name holds the text,
 * `--vsix` takes them from this package instead of making one.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { animate } from './lib/animation.mjs';
import { runE2e } from './lib/e2e.mjs';
import { projectRoot } from './lib/paths.mjs';
import { main } from './lib/shutdown.mjs';
import { report } from './lib/tally.mjs';

await main(async () => {
	const { values } = parseArgs({ options: { only: { type: 'string' }, vsix: { type: 'string' } } });
	const pictures = path.join(projectRoot, 'docs/images');
	await mkdir(pictures, { recursive: true });
	/** @type {import('./lib/animation.mjs').Scene[]} */
	const scenes = [];
	report(await runE2e({ ...values, pictures, film: (scene) => scenes.push(scene) }));
	if (scenes.length > 0) await writeFile(path.join(pictures, 'tour.png'), animate(scenes));
});
