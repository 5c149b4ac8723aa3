/** `npm run package`: makes the .vsix next to package.json and says how large it is. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from './lib/paths.mjs';
import { main } from './lib/shutdown.mjs';
import { packageExtension } from './lib/vsix.mjs';

await main(async () => {
	const manifest = JSON.parse(await readFile(path.join(projectRoot, 'package.json'), 'utf8'));
	const name = `${manifest.name}-${manifest.version}.vsix`;
	const { kilobytes, listing } = await packageExtension(path.join(projectRoot, name));
	console.log(listing);
	console.log(`\n${name}: ${kilobytes} KB`);
});
