import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { processStart } from '../../server/src/hashserv/process-start';
import { temporaryFolder } from '../support/hashserv';

afterEach(() => {
	vi.restoreAllMocks();
	vi.unstubAllEnvs();
});

it.skipIf(process.platform === 'win32')(
	'the start of a process is told alike in every time zone, also where it is asked of ps',
	() => {
		// A Linux need not have one: this tells what it would heed.
		const folder = temporaryFolder();
		writeFileSync(join(folder, 'ps'), '#!/bin/sh\necho "1 $TZ $LC_ALL"\n', { mode: 0o755 });
		if (process.platform === 'linux') {
			vi.stubEnv('PATH', [folder, process.env.PATH].join(delimiter));
		}
		// As the editor of another window may have been started, from a terminal or without one.
		for (const platform of new Set([process.platform, 'darwin' as const])) {
			vi.spyOn(process, 'platform', 'get').mockReturnValue(platform);
			const told = ['UTC', 'Asia/Tokyo', 'America/New_York'].map((zone) => {
				vi.stubEnv('TZ', zone);
				return processStart(process.pid);
			});
			expect(told[0]).toMatch(/\d/);
			expect(new Set(told).size).toBe(1);
		}
	},
);
