/** The table of unihashes, compiled to WebAssembly. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import asc from 'assemblyscript/asc';
import { projectRoot } from './paths.mjs';

/**
 * The module that holds its code, as text.
 *
 * @returns {Promise<string>}
 */
export async function unihashTableModule() {
	const folder = await mkdtemp(path.join(tmpdir(), 'hashequiv-wasm-'));
	try {
		const outFile = path.join(folder, 'table.wasm');
		const { error, stderr } = await asc.main(
			[
				'server/wasm/unihash-table.ts',
				...['--baseDir', projectRoot],
				...['--outFile', outFile],
				// No garbage collector: it lays its memory out by itself, six pages of it beforehand.
				...['--runtime', 'stub', '--initialMemory', '6'],
				...['--enable', 'simd', '--enable', 'bulk-memory'],
				...['-O3', '--noAssert'],
			],
			{},
		);
		if (error !== null) throw new Error(stderr.toString() || error.message);
		const code = (await readFile(outFile)).toString('base64');
		return [
			'/** Code of `server/wasm/unihash-table.ts`, written by `npm run wasm`: WebAssembly in base64. */',
			'export const UNIHASH_TABLE =',
			`\t'${code}';`,
			'',
		].join('\n');
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
