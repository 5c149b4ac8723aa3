/** Processes that wait at their first line, for whatever should be seen before they have said anything. */
import { copyFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Has whoever starts a script of the installed extension from now on wait,
 * however quick the machine is. Answers what lets them, and later ones, go on.
 */
export async function hold(script: string): Promise<() => Promise<void>> {
	const gate = `${script}.closed`;
	const real = path.join(path.dirname(script), `held-${path.basename(script)}`);
	await copyFile(script, real);
	await writeFile(gate, '');
	await writeFile(script, waiting(gate, real));
	return async () => {
		await copyFile(real, script);
		await rm(gate, { force: true });
	};
}

function waiting(gate: string, real: string): string {
	return `const { existsSync } = require('node:fs');
const clock = new Int32Array(new SharedArrayBuffer(4));
while (existsSync(${JSON.stringify(gate)})) Atomics.wait(clock, 0, 0, 20);
require(${JSON.stringify(real)});
`;
}
