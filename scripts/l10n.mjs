/**
 * `npm run l10n`: writes the English messages of the sources into
 * l10n/bundle.l10n.json, which translations are made from. With `--check` it
 * only tells, by its exit code, whether that file says what the sources say.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { messagesOfSources } from './lib/messages.mjs';
import { projectRoot } from './lib/paths.mjs';
import { main } from './lib/shutdown.mjs';

const file = path.join(projectRoot, 'l10n/bundle.l10n.json');

await main(async () => {
	const text = `${JSON.stringify(await messagesOfSources(), null, '\t')}\n`;
	if (!process.argv.includes('--check')) await writeFile(file, text);
	else if (text !== (await readFile(file, 'utf8'))) {
		throw new Error(
			'l10n/bundle.l10n.json is stale: run "npm run l10n" and translate what is new.',
		);
	}
});
