import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/bundles';

const SAMPLES = [
	'meta-poky/conf/templates/default',
	'meta-poky/conf',
	'meta/conf/templates/default',
];
const LAYERS = ['meta', 'meta-poky', 'meta-yocto-bsp'];

/** A build directory as oe-init-build-env makes it from a checkout, with more lines for local.conf and more files. */
export function stockBuild(
	checkout: string,
	local = '',
	files: Readonly<Record<string, string>> = {},
): string {
	const sample = SAMPLES.map((folder) => join(checkout, folder, 'local.conf.sample')).find(
		existsSync,
	);
	if (sample === undefined) throw new Error(`${checkout} holds no local.conf.sample`);
	const layers = LAYERS.map((name) => join(checkout, name)).filter(existsSync);
	return temporaryFolder({
		'conf/local.conf': readFileSync(sample, 'utf8') + local,
		'conf/bblayers.conf': `BBPATH = "\${TOPDIR}"\nBBFILES ?= ""\nBBLAYERS = "${layers.join(' ')}"\n`,
		...files,
	});
}

/** A build directory as bitbake-setup makes it: no BBPATH, and a tool's file that names fragments. */
export function setupBuild(checkout: string, fragments: string): string {
	const folder = temporaryFolder({
		'site.conf': 'DL_DIR = "/downloads"\n',
		'one/build/conf/local.conf': '#\n# This file is for you.\n#\n',
		'one/build/conf/bblayers.conf': `BBLAYERS ?= " \\\n  ${join(checkout, 'meta')} \\\n  "\n`,
		'one/build/conf/toolcfg.conf': `OE_FRAGMENTS += "${fragments}"\n`,
	});
	symlinkSync('../../../site.conf', join(folder, 'one/build/conf/site.conf'));
	return join(folder, 'one/build');
}
