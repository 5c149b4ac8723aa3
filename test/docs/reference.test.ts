/** docs/reference.md says what settings, commands and flags there are now. */
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { runNode } from '../support/bundles';

const ROOT = resolve(import.meta.dirname, '../..');

it('docs/reference.md is what the product says of itself', async () => {
	const script = resolve(ROOT, 'scripts/reference.mjs');
	expect(await runNode(script, ['--check'], ROOT)).toEqual({ code: 0, stdout: '', stderr: '' });
});
