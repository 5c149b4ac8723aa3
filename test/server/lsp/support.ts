import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { bundleProduct, temporaryFolder } from '../../support/bundles';
import { Editor } from './languageServer';

/** A finding: a mirror without a hash equivalence server. */
export const MIRROR = 'SSTATE_MIRRORS = "file://.* http://cache.lan/PATH;downloadfilename=PATH"\n';

const LAYERS = {
	'build/conf/bblayers.conf': 'BBPATH = "${TOPDIR}"\nBBLAYERS = "${TOPDIR}/../meta"\n',
	'meta/conf/layer.conf': 'BBPATH .= ":${LAYERDIR}"\nLAYERSERIES_CORENAMES = "scarthgap"\n',
	'meta/conf/bitbake.conf':
		'include conf/site.conf\ninclude conf/local.conf\nBB_HASHSERVE ??= "auto"\nBB_SIGNATURE_HANDLER ?= "OEEquivHash"\nSSTATE_DIR ?= "${TOPDIR}/sstate-cache"\n',
};

/** A workspace folder with a build and a layer. */
export function workspace(local: string, more: Record<string, string> = {}): string {
	return temporaryFolder({ ...LAYERS, 'build/conf/local.conf': local, ...more });
}

/** Gives every test of a file an editor of its own with the real language server, which has to end well. */
export function useEditors(): () => Editor {
	let script: string;
	let editor: Editor;
	beforeAll(async () => {
		const dist = await bundleProduct({
			server: 'server/src/main.ts',
			'hashserv-worker': 'server/src/hashserv/worker.ts',
			'database-reader': 'server/src/hashserv/explore/worker.ts',
		});
		script = join(dist, 'server.js');
	});
	beforeEach(() => {
		editor = new Editor(script);
	});
	afterEach(async () => {
		expect(await editor.stop()).toBe(0);
	});
	return () => editor;
}
