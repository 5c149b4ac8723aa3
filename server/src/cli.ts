/**
 * `hashequiv`: the command line. Its commands know both halves, the
 * configuration language and the hash equivalence server.
 */

import './shared/localise';
import { runCommandLine } from './cli/commandLine';
import type { Command } from './cli/io';

runCommandLine({
	serve: {
		summary: 'run a hash equivalence server',
		isServer: true,
		load: async () => ({ run: (await import('./cli/serve')).serve }),
	},
	share: {
		summary: 'share a build’s cache with other builds, read-only',
		isServer: true,
		load: async () => named(await import('./cli/share'), 'share'),
	},
	client: {
		summary: 'ask a hash equivalence server',
		load: async () => named(await import('./cli/client'), 'client'),
	},
	db: {
		summary: 'look after a database: backup, merge, export',
		load: async () => named(await import('./cli/db'), 'db'),
	},
	lint: {
		summary: 'check configuration files',
		load: async () => named(await import('./cli/lint'), 'lint'),
	},
	fmt: {
		summary: 'take comments out of configuration files',
		load: async () => named(await import('./cli/fmt'), 'fmt'),
	},
	eval: {
		summary: 'read configuration files and print every variable',
		load: async () => named(await import('./cli/eval'), 'evaluate'),
	},
	doctor: {
		summary: 'check all that decides whether a build finds its shared state',
		load: async () => named(await import('./cli/doctor'), 'doctor'),
	},
	builds: {
		summary: 'how much shared state the last builds found',
		load: async () => named(await import('./cli/builds'), 'builds'),
	},
	getvar: {
		summary: 'print effective values in a build',
		load: async () => named(await import('./cli/getvar'), 'getvar'),
	},
});

/** The command that a module exports under that name, with its help. */
function named<Name extends string>(
	module: Readonly<Record<Name, Command>> & { readonly USAGE: string },
	name: Name,
): { run: Command; USAGE: string } {
	return { run: module[name], USAGE: module.USAGE };
}
