import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { logIn } from '../../client/src/connect/logIn';
import type { FoundService } from '../../server/src/shared/connect';
import { temporaryFolder } from '../support/hashserv';

vi.mock(import('vscode'), async (original) => ({
	...(await original()),
	ProgressLocation: { Notification: 15 } as never,
	CancellationError: class extends Error {} as never,
	window: {
		showInputBox: async ({ password }: { password?: boolean }) => (password ? 'secret' : 'ci'),
		showInformationMessage: async (_text: string, _options: unknown, add: string) => add,
		withProgress: async (_options: unknown, work: (...given: unknown[]) => unknown) =>
			work({ report: () => {} }, { isCancellationRequested: false }),
	} as never,
}));

const SERVICE: FoundService = {
	kind: 'hashServer',
	address: 'build1:8686',
	latencyMs: 1,
	login: 'needed',
	may: 'lookUp',
	isCertain: true,
};

it('takes a login back when the server cannot be asked whether it is the right one', async () => {
	const home = temporaryFolder();
	vi.stubEnv('HOME', home);
	const file = join(home, '.netrc');
	writeFileSync(file, 'machine a login b password c\n');
	let meanwhile = '';
	const server = {
		longRequest: async () => {
			meanwhile = readFileSync(file, 'utf8');
			throw new Error('The language server stopped before it answered.');
		},
	};
	await expect(logIn(server as never, 'build1', [SERVICE])).rejects.toThrow(/stopped/);
	expect(meanwhile).toContain('machine build1:8686 login ci password secret');
	expect(readFileSync(file, 'utf8')).toBe('machine a login b password c\n');
});
