import { accessSync, chmodSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Tools that OpenEmbedded asks of a host before it reads anything, and which reading does not run. */
const HOST_TOOLS = [
	...['chrpath', 'cpio', 'diffstat', 'gawk', 'lz4c', 'makeinfo', 'pzstd', 'rpcgen', 'zstd'],
];

/**
 * The environment that `. oe-init-build-env` would give a shell for a build
 * directory. Tools that this machine lacks are made up.
 */
export function buildShell(bitbake: string, directory: string): NodeJS.ProcessEnv {
	const path = process.env.PATH ?? '';
	const tools = join(directory, 'host-tools');
	mkdirSync(tools, { recursive: true });
	for (const name of HOST_TOOLS.filter((tool) => !isOnPath(tool, path))) {
		const file = join(tools, name);
		writeFileSync(file, '#!/bin/sh\n');
		chmodSync(file, 0o755);
	}
	return {
		...process.env,
		PATH: [join(bitbake, 'bin'), path, tools].join(':'),
		BUILDDIR: directory,
		BBPATH: directory,
		PWD: directory,
		LANG: 'en_US.UTF-8',
		LC_ALL: 'en_US.UTF-8',
		BB_SERVER_TIMEOUT: '30',
	};
}

function isOnPath(program: string, path: string): boolean {
	return path.split(':').some((folder) => {
		try {
			accessSync(join(folder, program), constants.X_OK);
			return true;
		} catch {
			return false;
		}
	});
}
