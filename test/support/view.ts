import { memoryReader } from '../../server/src/evaluation/reader';
import type { Disk, View } from '../../server/src/features/view';
import { evaluateAlone, evaluateBuild } from '../../server/src/yocto/build';
import { DEFAULT_RELEASE, findRelease } from '../../server/src/yocto/releases';
import { LOCAL_CONF } from './configuration';

/** What the features see of a text as the local.conf of a build in /build, and where its `|` stood. */
export function viewOf(
	marked: string,
	options: { release?: string; files?: Record<string, string>; serverAddress?: string } = {},
): { view: View; offset: number; text: string } {
	const offset = Math.max(0, marked.indexOf('|'));
	const text = marked.replace('|', '');
	const release = findRelease(options.release ?? 'scarthgap') ?? DEFAULT_RELEASE;
	const reader = memoryReader({ ...options.files, [LOCAL_CONF]: text });
	const build = options.files
		? evaluateBuild('/build', { reader, release, tolerant: true })
		: evaluateAlone(LOCAL_CONF, { reader, release, tolerant: true });
	const file = build.evaluation.files.get(LOCAL_CONF);
	if (!file) throw new Error('the local.conf took no part');
	const detected = { release, source: 'test', isKnown: true };
	const { serverAddress } = options;
	const disk = diskOf(Object.keys({ ...options.files, [LOCAL_CONF]: text }));
	return { view: { file, build, detected, serverAddress, disk }, offset, text };
}

/** Folders and files as these paths make them. */
function diskOf(paths: readonly string[]): Disk {
	const below = (folder: string): string[] =>
		paths.flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : []));
	return {
		exists: (path) =>
			paths.includes(path) || below(path.endsWith('/.') ? path.slice(0, -2) : path).length > 0,
		folders: (path) => [
			...new Set(below(path).flatMap((rest) => (rest.includes('/') ? [rest.split('/')[0]!] : []))),
		],
		files: (path) => below(path).filter((rest) => !rest.includes('/')),
	};
}

/** A small build around a local.conf: one layer with a distro that sets the defaults. */
export const LAYERS: Readonly<Record<string, string>> = {
	'/build/conf/bblayers.conf': 'BBPATH = "${TOPDIR}"\nBBLAYERS = "/meta"\n',
	'/meta/conf/layer.conf': 'BBPATH .= ":${LAYERDIR}"\n',
	'/meta/conf/bitbake.conf':
		'include conf/site.conf\ninclude conf/local.conf\nrequire conf/distro/poky.conf\n',
	'/meta/conf/distro/poky.conf':
		'BB_HASHSERVE ??= "auto"\nBB_SIGNATURE_HANDLER ?= "OEEquivHash"\nOVERRIDES = "poky"\n',
};
