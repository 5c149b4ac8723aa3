import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** Gives a run of the tests a folder for all its temporary files, and removes it with whatever was left there. */
export default function setUp(): () => void {
	const folder = mkdtempSync(join(tmpdir(), 'hashequiv-'));
	process.env.TMPDIR = folder;
	return () => rmSync(folder, { recursive: true, force: true });
}
