import * as l10n from '@vscode/l10n';
import { Evaluation } from '../evaluation/evaluate';
import { dirname, joinPath } from '../evaluation/path';
import type { SourceReader } from '../evaluation/reader';
import { splitWords } from '../text/whitespace';
import {
	DEFAULT_RELEASE,
	dialectFor,
	findRelease,
	type Release,
	releaseOfBitBake,
} from './releases';

/** A release and how it is known. */
export interface DetectedRelease {
	readonly release: Release;
	/** For people: `BitBake 2.8.1`, or `assumed`. */
	readonly source: string;
	/** False when nothing in the build says which release it is. */
	readonly isKnown: boolean;
}

/**
 * Finds out a build's release from its own files: BitBake's version beside the
 * layers or, failing that, the code name in the core layer's layer.conf.
 */
export function detectRelease(directory: string, reader: SourceReader): DetectedRelease {
	const layers = layersOf(directory, reader);
	for (const root of candidateRoots(directory, layers)) {
		const init = reader.read(joinPath(root, 'lib/bb/__init__.py'));
		const version =
			init.kind === 'text' ? /^__version__\s*=\s*"([\d.]+)"/m.exec(init.text)?.[1] : undefined;
		if (version) {
			return { release: releaseOfBitBake(version), source: `BitBake ${version}`, isKnown: true };
		}
	}
	for (const layer of layers) {
		const conf = reader.read(joinPath(layer, 'conf/layer.conf'));
		const names =
			conf.kind === 'text'
				? /^LAYERSERIES_CORENAMES\s*=\s*"([^"]*)"/m.exec(conf.text)?.[1]
				: undefined;
		const release = splitWords(names ?? '')
			.map(findRelease)
			.findLast((found) => found !== undefined);
		if (release) {
			return { release, source: `LAYERSERIES_CORENAMES of ${layer}`, isKnown: true };
		}
	}
	return { release: DEFAULT_RELEASE, source: l10n.t('assumed'), isKnown: false };
}

/** The layers of a build's bblayers.conf, without trailing slashes. */
function layersOf(directory: string, reader: SourceReader): string[] {
	const bblayers = joinPath(directory, 'conf/bblayers.conf');
	if (!reader.exists(bblayers)) return [];
	const evaluation = new Evaluation({
		dialect: dialectFor(DEFAULT_RELEASE),
		reader,
		tolerant: true,
	});
	evaluation.data.setInternal('TOPDIR', directory);
	evaluation.run(bblayers);
	return splitWords(evaluation.data.get('BBLAYERS')?.value ?? '').map((layer) =>
		layer.replace(/\/+$/, ''),
	);
}

/** Where BitBake may lie: beside or in the folders that hold the layers, or above the build directory. */
function candidateRoots(directory: string, layers: readonly string[]): string[] {
	const roots = new Set<string>();
	for (const layer of layers) {
		const parent = dirname(layer);
		for (const folder of [parent, dirname(parent)]) roots.add(joinPath(folder, 'bitbake'));
	}
	for (const folder of [dirname(directory), dirname(dirname(directory))]) {
		roots.add(joinPath(folder, 'bitbake'));
		roots.add(joinPath(folder, 'poky/bitbake'));
		roots.add(joinPath(folder, 'layers/bitbake'));
	}
	return [...roots];
}
