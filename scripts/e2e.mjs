/**
 * `npm run test:e2e`: the in-editor tests alone.
 *
 *   npm run test:e2e -- [--only TEXT | --suite TEXT] [--vsix FILE] [--pictures FOLDER]
 *
 * `--only` runs the user-level cases whose name holds the text, `--suite` those
 * in the extension host.
 */
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { runE2e } from './lib/e2e.mjs';
import { main } from './lib/shutdown.mjs';
import { report } from './lib/tally.mjs';

await main(async () => {
	const { values } = parseArgs({
		options: {
			only: { type: 'string' },
			suite: { type: 'string' },
			vsix: { type: 'string' },
			pictures: { type: 'string' },
		},
	});
	const pictures = values.pictures && path.resolve(process.cwd(), values.pictures);
	report(await runE2e({ ...values, pictures }));
});
