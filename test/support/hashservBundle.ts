/** Bundles for tests that need the server in a thread or process of its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll } from 'vitest';

const SOURCES = resolve(import.meta.dirname, '../../server/src');

/** Bundles a source file as the product does; returns the path of the bundle. */
async function bundle(entry: string, name: string): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), 'hashserv-bundle-'));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));
	const outfile = join(folder, name);
	await build({
		entryPoints: [entry],
		outfile,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		external: ['node:sqlite'],
		logLevel: 'warning',
	});
	return outfile;
}

/** The worker of the host. */
export function bundleWorker(): Promise<string> {
	return bundle(join(SOURCES, 'hashserv/worker.ts'), 'hashserv-worker.js');
}

/** The thread that looks into databases. */
export function bundleReader(): Promise<string> {
	return bundle(join(SOURCES, 'hashserv/explore/worker.ts'), 'database-reader.js');
}

/** `hashequiv serve` alone, as the product runs it. */
export function bundleServe(): Promise<string> {
	return bundle(join(SOURCES, 'serve.ts'), 'hashequiv-serve.js');
}

/** A script of its own, for a worker that misbehaves. */
export function script(code: string): string {
	const folder = mkdtempSync(join(tmpdir(), 'hashserv-script-'));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));
	const path = join(folder, 'worker.cjs');
	writeFileSync(path, code);
	return path;
}
