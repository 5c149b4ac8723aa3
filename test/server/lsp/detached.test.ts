import { readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../server/src/shared/settings';
import type { ServerState } from '../../../server/src/shared/state';
import { bundleProduct, temporaryFolder } from '../../support/bundles';
import { quietAddress } from '../../support/hashserv';
import { Editor } from './languageServer';
import { workspace } from './support';

let script: string;
/** Such as machines of one user share. */
const home = temporaryFolder();
const stateHome = process.env.XDG_STATE_HOME;
beforeAll(async () => {
	const dist = await bundleProduct({
		server: 'server/src/main.ts',
		'hashserv-worker': 'server/src/hashserv/worker.ts',
		hashequiv: 'server/src/cli.ts',
	});
	script = join(dist, 'server.js');
	process.env.XDG_STATE_HOME = home;
});
afterAll(() => {
	if (stateHome === undefined) delete process.env.XDG_STATE_HOME;
	else process.env.XDG_STATE_HOME = stateHome;
});

describe('a hash server with the lifetime "detached"', () => {
	it('goes on when the window is closed; the next window shows it and can stop it', async () => {
		const folder = workspace('');
		const address = await quietAddress();
		const settings = {
			...DEFAULT_SETTINGS,
			server: { ...DEFAULT_SETTINGS.server, address, lifetime: 'detached' as const },
		};
		const first = new Editor(script);
		await first.start(folder, { settings });
		const started = await first.request<ServerState>('hashequiv/startServer', {});
		expect(started).toMatchObject({ kind: 'running', address, isDetached: true });
		const records = join(home, 'yocto-hash-equivalence/servers', hostname());
		expect(readdirSync(records).some((name) => name.endsWith('.json'))).toBe(true);
		expect(await first.stop()).toBe(0);

		const second = new Editor(script);
		await second.start(folder, { settings });
		await second.until(() => second.status?.server.kind === 'running');
		expect(second.status?.server).toMatchObject({ address, isDetached: true });
		const stopped = await second.request<ServerState>('hashequiv/stopServer');
		expect(stopped.kind).toBe('stopped');
		expect(await second.stop()).toBe(0);
	});
});
