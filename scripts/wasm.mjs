/**
 * `npm run wasm`: compiles the hash server's table of unihashes. With `--check`
 * it only tells, by its exit code, whether the code is that of the source.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { projectRoot } from './lib/paths.mjs';
import { main } from './lib/shutdown.mjs';
import { unihashTableModule } from './lib/wasm.mjs';

const file = path.join(projectRoot, 'server/src/hashserv/store/unihash-table-code.ts');

await main(async () => {
	const text = await unihashTableModule();
	if (!process.argv.includes('--check')) await writeFile(file, text);
	else if (text !== (await readFile(file, 'utf8'))) {
		throw new Error('unihash-table-code.ts is stale: run "npm run wasm" and commit it.');
	}
});
