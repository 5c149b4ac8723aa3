/** A cache as builds leave it behind, and what a build asks of it. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes `sstate/` in a folder, and lists of paths to ask for.
 *
 * @param {string} folder
 * @param {number} objects
 * @returns {Promise<{ mixed: string, hits: string, misses: string, big: string }>} files with one path a line
 */
export async function makeCache(folder, objects) {
	const hits = [];
	const misses = [];
	for (let i = 0; i < objects; i++) {
		const name = pathOf(`there ${i}`, i);
		const file = path.join(folder, 'sstate', name);
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, 'x'.repeat(2_000));
		hits.push(urlOf(name));
		misses.push(urlOf(pathOf(`not there ${i}`, i)));
	}
	const big = path.join('universal', 'sstate:big:x86_64-linux:1.0:r0:x86_64:12:00_package.tar.zst');
	await writeFile(path.join(folder, 'sstate', big), Buffer.alloc(32 << 20, 7));
	const mixed = hits.flatMap((hit, i) => [hit, misses[i] ?? '']);
	const lists = { mixed, hits, misses, big: [urlOf(big)] };
	const files = Object.entries(lists).map(async ([name, urls]) => {
		const file = path.join(folder, `${name}.txt`);
		await writeFile(file, `${urls.join('\n')}\n`);
		return [name, file];
	});
	return Object.fromEntries(await Promise.all(files));
}

/**
 * @param {string} seed
 * @param {number} i
 */
function pathOf(seed, i) {
	const hash = createHash('sha256').update(seed).digest('hex');
	const place = `${hash.slice(0, 2)}/${hash.slice(2, 4)}`;
	const object = `:1.${i % 40}+git0+${hash.slice(-8)}:r0:core2-64:12:${hash}_package.tar.zst`;
	return i % 3 === 0
		? `universal/${place}/sstate:recipe${i}-native:x86_64-linux${object}`
		: `${place}/sstate:recipe${i}:core2-64-poky-linux${object}`;
}

/**
 * As BitBake's fetcher encodes it.
 *
 * @param {string} name
 */
function urlOf(name) {
	return `/sstate/${name.split('/').map(encodeURIComponent).join('/')}`;
}
