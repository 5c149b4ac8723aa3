/**
 * `npm run screenshots`: the pictures in docs/images, taken while the
 * user-level tests run, so that they cannot show what the product does not do.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { runE2e } from './lib/e2e.mjs';
import { projectRoot } from './lib/paths.mjs';
import { main } from './lib/shutdown.mjs';
import { report } from './lib/tally.mjs';

await main(async () => {
	const pictures = path.join(projectRoot, 'docs/images');
	await mkdir(pictures, { recursive: true });
	report(await runE2e({ pictures }));
});
