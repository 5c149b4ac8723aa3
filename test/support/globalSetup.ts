import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** What the tested programs read from their environment, which must not decide what is tested. */
const READ_BY_US = /^(?:(?:BB|HASHSERVER)_|(?:https?|no)_proxy$)/i;

/** Gives a run of the tests a folder for all its temporary files, and removes it with whatever was left there. */
export default function setUp(): () => void {
	for (const name of Object.keys(process.env)) {
		if (READ_BY_US.test(name)) delete process.env[name];
	}
	const folder = mkdtempSync(join(tmpdir(), 'hashequiv-'));
	process.env.TMPDIR = folder;
	return () => rmSync(folder, { recursive: true, force: true });
}
