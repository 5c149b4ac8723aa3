import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/**/*.test.ts'],
		exclude: ['test/e2e/**'],
		globalSetup: 'test/support/globalSetup.ts',
		// Nothing waits for these but what fails: a machine may be slow, or stand still for a while.
		testTimeout: 60_000,
		hookTimeout: 60_000,
		expect: { poll: { timeout: 30_000 } },
		// Many tests wait for sockets and processes, so more run at once than there are cores.
		maxWorkers: 5,
		// No test changes modules or globals, so the files of a worker share what they import.
		isolate: false,
		// There is no such module outside of the editor.
		alias: { vscode: resolve(import.meta.dirname, 'test/support/vscode.ts') },
	},
});
