/** The product's own bundles, built once for a test file, and folders to try them in. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** A folder of its own that is removed after the tests. */
export function temporaryFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
	const folder = mkdtempSync(join(tmpdir(), 'hashequiv-test-'));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));
	for (const [name, content] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), content);
	}
	return folder;
}

/** Bundles entry points as the product does, side by side in one folder. */
export async function bundleProduct(entries: Readonly<Record<string, string>>): Promise<string> {
	const outdir = temporaryFolder();
	await build({
		absWorkingDir: ROOT,
		entryPoints: { ...entries },
		outdir,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		external: ['node:sqlite'],
		mainFields: ['module', 'main'],
		logLevel: 'warning',
	});
	return outdir;
}

export interface Run {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs a bundle with Node and waits for its end. */
export function runNode(script: string, args: readonly string[], cwd: string): Promise<Run> {
	return new Promise((done) => {
		execFile(process.execPath, [script, ...args], { cwd }, (error, stdout, stderr) => {
			const code = error === null ? 0 : Number(error.code ?? -1);
			done({ code, stdout, stderr });
		});
	});
}
