/**
 * `npm run reference`: writes docs/reference.md. With `--check` it only tells,
 * by its exit code, whether the page says what the product does.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { projectRoot } from './lib/paths.mjs';
import { referenceText } from './lib/reference.mjs';
import { main } from './lib/shutdown.mjs';

const file = path.join(projectRoot, 'docs/reference.md');

await main(async () => {
	const text = await referenceText();
	if (!process.argv.includes('--check')) await writeFile(file, text);
	else if (text !== (await readFile(file, 'utf8'))) {
		throw new Error('docs/reference.md is stale: run "npm run reference" and commit it.');
	}
});
