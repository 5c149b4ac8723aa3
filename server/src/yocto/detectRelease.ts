import * as l10n from '@vscode/l10n';
import { Evaluation } from '../evaluation/evaluate';
import { dirname, joinPath } from '../evaluation/path';
import type { SourceReader } from '../evaluation/reader';
import { splitWords } from '../text/whitespace';
import {
	DEFAULT_RELEASE,
	dialectFor,
	findRelease,
	RELEASES,
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
		const found = ofBitBake(root, reader);
		if (found) return found;
	}
	for (const layer of layers) {
		const found = ofLayer(layer, /^LAYERSERIES_CORENAMES$/, reader);
		if (found) return found;
	}
	return assumed();
}

/**
 * The same for a file that belongs to no build that is known: by BitBake
 * in the checkout that holds the file's layer or, failing that, by the
 * newest release that the layer is for.
 */
export function detectReleaseOfFile(path: string, reader: SourceReader): DetectedRelease {
	const folders = foldersAbove(path);
	for (const folder of folders) {
		const found = ofBitBake(joinPath(folder, 'bitbake'), reader);
		if (found) return found;
	}
	const layer = folders.find((folder) => reader.exists(joinPath(folder, 'conf/layer.conf')));
	const names = /^LAYERSERIES_(CORENAMES|COMPAT_.+)$/;
	return (layer && ofLayer(layer, names, reader)) || assumed();
}

function assumed(): DetectedRelease {
	return { release: DEFAULT_RELEASE, source: l10n.t('assumed'), isKnown: false };
}

/** By the version of the BitBake in a folder. */
function ofBitBake(folder: string, reader: SourceReader): DetectedRelease | undefined {
	const init = reader.read(joinPath(folder, 'lib/bb/__init__.py'));
	const version =
		init.kind === 'text' ? /^__version__\s*=\s*"([\d.]+)"/m.exec(init.text)?.[1] : undefined;
	if (!version) return undefined;
	return { release: releaseOfBitBake(version), source: `BitBake ${version}`, isKnown: true };
}

/** By the newest release that one of these variables of a layer names. */
function ofLayer(
	layer: string,
	variables: RegExp,
	reader: SourceReader,
): DetectedRelease | undefined {
	const conf = reader.read(joinPath(layer, 'conf/layer.conf'));
	if (conf.kind !== 'text') return undefined;
	for (const [, name = '', value = ''] of conf.text.matchAll(/^(\w\S*)\s*\+?=\s*"([^"]*)"/gm)) {
		if (!variables.test(name)) continue;
		const named = new Set(splitWords(value).map((codename) => findRelease(codename)));
		const release = RELEASES.findLast((known) => named.has(known));
		if (release) return { release, source: `${name} of ${layer}`, isKnown: true };
	}
	return undefined;
}

/** The folders that a file is in, the nearest first, as deep as files of a checkout lie. */
function foldersAbove(path: string): string[] {
	const folders: string[] = [];
	for (let at = dirname(path); at.length > 1 && folders.length < MAX_DEPTH; at = dirname(at)) {
		folders.push(at);
	}
	return folders;
}

const MAX_DEPTH = 8;

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
