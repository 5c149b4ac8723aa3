import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { runNode } from '../../support/bundles';

const ROOT = resolve(import.meta.dirname, '../../..');

it('the code of the table is that of its source', async () => {
	const script = resolve(ROOT, 'scripts/wasm.mjs');
	expect(await runNode(script, ['--check'], ROOT)).toEqual({ code: 0, stdout: '', stderr: '' });
});
