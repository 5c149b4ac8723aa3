import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('lets every message go through notifications.ts, which makes plain text of it', () => {
	const folder = 'client/src';
	const direct = readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts') && name !== 'notifications.ts')
		.filter((name) => {
			const calls = readFileSync(join(folder, name), 'utf8').match(
				/window\.show(?:Error|Warning|Information)Message\([^;]*;/g,
			);
			// In a dialog the editor looks for no links.
			return calls?.some((call) => !call.includes('modal: true'));
		});
	expect(direct).toEqual([]);
});
