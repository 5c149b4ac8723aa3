import { beforeAll, expect, it } from 'vitest';
import { hash, METHOD, reportOf, temporaryFolder } from '../../support/hashserv';
import { bundleServe } from '../../support/hashservBundle';
import { startServe } from './process';

let script: string;
beforeAll(async () => {
	script = await bundleServe();
});

it('look-ups read the file where the table of unihashes cannot be', async () => {
	// Without compiling anything there is no WebAssembly, as there is none of it on old processors.
	const server = await startServe(script, temporaryFolder(), ['--jitless']);
	const [writer, reader] = [await server.client(), await server.client()];
	await reader.request('get-stream', null);
	for (let round = 0; round < 3; round++) {
		await writer.request('report', reportOf(`${round}`, 'x'));
		for (let task = 0; task <= round; task++) {
			expect(await reader.line(`${METHOD} ${hash(`task ${task}`)}`)).toBe(hash('task 0'));
		}
	}
	expect(await reader.line(`${METHOD} ${hash('never reported')}`)).toBe('');
	expect(await server.end('SIGTERM')).toBe(0);
});
