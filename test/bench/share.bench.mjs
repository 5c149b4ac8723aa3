/**
 * `npm run bench:share`: how fast the shared cache answers, beside nginx with
 * one worker (where it is installed) and Python's http.server, in one run and
 * in turns. What counts are the ratios: absolute figures depend on the machine
 * and on what else it does.
 */
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { main, onShutdown } from '../../scripts/lib/shutdown.mjs';
import { bundles } from './hashserv/bundles.mjs';
import { inTurns } from './hashserv/turns.mjs';
import { makeCache } from './share/cache.mjs';
import { startServers } from './share/servers.mjs';

const LOAD = path.join(import.meta.dirname, 'share/load.mjs');

await main(async () => {
	const { values } = parseArgs({
		options: {
			rounds: { type: 'string', default: '5' },
			seconds: { type: 'string', default: '1' },
			connections: { type: 'string', default: '32' },
			objects: { type: 'string', default: '20000' },
		},
	});
	const folder = await mkdtemp(path.join(tmpdir(), 'share-bench-'));
	// The workers of an nginx that root starts are another user.
	await chmod(folder, 0o755);
	onShutdown({ close: () => rm(folder, { recursive: true, force: true }) });
	const { hashequiv } = await bundles(folder);
	const lists = await makeCache(folder, Number(values.objects));
	const ports = await startServers(hashequiv, folder);

	/** @param {number} port @param {string} method @param {string} list @param {'rate' | 'bytes'} figure */
	const measure = async (port, method, list, figure) => {
		const connections = method === 'HEAD' ? values.connections : '4';
		const args = [LOAD, String(port), method, connections, values.seconds, list];
		const { stdout } = await promisify(execFile)(process.execPath, args);
		const result = JSON.parse(stdout);
		if (result.other > 0) throw new Error(`${result.other} answers were neither 200 nor 404`);
		return result[figure];
	};
	const scenarios = [
		{ name: 'HEAD, half of them there', method: 'HEAD', list: lists.mixed, unit: '/s' },
		{ name: 'HEAD, all there', method: 'HEAD', list: lists.hits, unit: '/s' },
		{ name: 'HEAD, none there', method: 'HEAD', list: lists.misses, unit: '/s' },
		{ name: 'GET of 2 kB', method: 'GET', list: lists.hits, unit: '/s' },
		{ name: 'GET of 32 MiB', method: 'GET', list: lists.big, unit: 'MB/s' },
	];
	for (const { name, method, list, unit } of scenarios) {
		const figure = unit === '/s' ? 'rate' : 'bytes';
		const things = Object.entries(ports).map(([server, port]) => [
			server,
			() => measure(port, method, list, figure),
		]);
		const results = await inTurns(Number(values.rounds), Object.fromEntries(things));
		const ours = median(results.hashequiv ?? []);
		for (const [server, figures] of Object.entries(results)) {
			const value = median(figures);
			const shown = Math.round(unit === '/s' ? value : value / 1e6);
			const ratio =
				server === 'hashequiv' ? '' : `  hashequiv ÷ ${server} = ${(ours / value).toFixed(2)}`;
			console.log(
				`${name.padEnd(26)} ${server.padEnd(10)} ${String(shown).padStart(7)} ${unit}${ratio}`,
			);
		}
	}
});

/** @param {number[]} values */
function median(values) {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
