/**
 * `npm run bench`: measures, and prints what came out. Each
 * `test/bench/NAME.bench.mjs` is a bench of its own.
 *
 *   npm run bench -- [NAME] [options of that bench]
 */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { projectRoot } from './lib/paths.mjs';
import { runVisibly } from './lib/processes.mjs';
import { main } from './lib/shutdown.mjs';

const ENDING = '.bench.mjs';

await main(async () => {
	const folder = path.join(projectRoot, 'test/bench');
	const names = (await readdir(folder))
		.filter((file) => file.endsWith(ENDING))
		.map((file) => file.slice(0, -ENDING.length))
		.sort();
	const [first, ...rest] = process.argv.slice(2);
	const one = first !== undefined && !first.startsWith('-') ? first : undefined;
	if (one !== undefined && !names.includes(one)) {
		throw new Error(`There is no bench "${one}". There are: ${names.join(', ')}.`);
	}
	const options = one === undefined ? process.argv.slice(2) : rest;
	for (const name of one === undefined ? names : [one]) {
		console.log(`\n== ${name}`);
		const code = await runVisibly(process.execPath, [path.join(folder, name + ENDING), ...options]);
		if (code !== 0) process.exitCode = code;
	}
});
