/**
 * `npm run bench:hashserv`: the hash equivalence server beside its limits and,
 * with --against, beside another server, in one run and in turns. What counts
 * are the ratios: absolute figures depend on the machine and on what else it does.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { main, onShutdown } from '../../scripts/lib/shutdown.mjs';
import { bundles } from './hashserv/bundles.mjs';
import { databases } from './hashserv/database.mjs';
import { SCENARIOS } from './hashserv/scenarios/index.mjs';
import { serverKinds } from './hashserv/servers.mjs';
import { formatRow, heading } from './hashserv/table.mjs';

const USAGE = `Usage: npm run bench:hashserv -- [options]

  --against CMD   another server to measure in turns with ours, such as
                  "python3 /path/bin/bitbake-hashserv -b {address} -d {database}"
  --ours CMD      our server, instead of a fresh bundle of the sources
  --only TEXT     the scenarios with this text in their names
  --rounds N      turns of each server in each scenario (default 7)
  --seconds N     length of one turn where time is fixed (default 0.7)
  --rows N        rows of the big database (default 1000000)

Scenarios: ${SCENARIOS.map(({ name }) => name).join(', ')}
`;

await main(async () => {
	const { values } = parseArgs({
		options: {
			against: { type: 'string' },
			ours: { type: 'string' },
			only: { type: 'string', default: '' },
			rounds: { type: 'string', default: '7' },
			seconds: { type: 'string', default: '0.7' },
			rows: { type: 'string', default: '1000000' },
			help: { type: 'boolean', short: 'h' },
		},
	});
	if (values.help) {
		console.log(USAGE);
		return;
	}
	const folder = await mkdtemp(path.join(tmpdir(), 'hashserv-bench-'));
	const remove = () => rm(folder, { recursive: true, force: true });
	onShutdown({ close: remove });
	const built = await bundles(folder);
	const context = {
		folder,
		rounds: Number(values.rounds),
		seconds: Number(values.seconds),
		bigRows: Number(values.rows),
		bundles: built,
		databases: databases(folder, built.store),
		servers: serverKinds({ ours: values.ours, against: values.against, bundles: built, folder }),
	};
	console.log(heading());
	for (const scenario of SCENARIOS.filter(({ name }) => name.includes(values.only))) {
		const start = performance.now();
		for (const row of await scenario.run(context)) console.log(formatRow(scenario.name, row));
		console.error(`# ${scenario.name}: ${Math.round((performance.now() - start) / 1000)} s`);
	}
});
