import { Evaluation } from '../evaluation/evaluate';
import type { EvaluationOptions } from '../evaluation/options';
import { basename, dirname, joinPath } from '../evaluation/path';
import type { SourceReader } from '../evaluation/reader';
import { splitWords } from '../text/whitespace';
import { buildHandlers } from './buildHandlers';
import { DEFAULTS_FILE, pokyDefaults } from './defaults';
import type { BuildEnvironment } from './environment';
import { readClasses } from './inherited';
import { dialectFor, isFrom, type Release } from './releases';

/** A build directory's configuration as BitBake would read it. */
export interface BuildEvaluation {
	readonly directory: string;
	readonly release: Release;
	readonly evaluation: Evaluation;
	/**
	 * True when bitbake.conf was found through the layers. Otherwise only the
	 * files in `conf/` were read and poky's defaults stand in for the rest.
	 */
	readonly isComplete: boolean;
	/** Layers of BBLAYERS that are not there. */
	readonly missingLayers: readonly string[];
	/** Signature handlers that its own layers and BitBake define, beside those of the release. */
	readonly extraHandlers: readonly string[];
}

export interface BuildOptions extends Omit<EvaluationOptions, 'dialect'> {
	readonly release: Release;
	/** What BitBake takes over from the environment, such as HOME; see `buildEnvironment`. */
	readonly environment?: BuildEnvironment;
	/** One of BBMULTICONFIG, to look at the build as that one sees it. */
	readonly multiconfig?: string;
}

/** The files a user writes in `conf/`, in the order in which bitbake.conf reads them. */
const USER_FILES = ['site.conf', 'auto.conf', 'toolcfg.conf', 'local.conf'];

/** True for a path at which a build has a file that its user writes. */
export function isUserFile(path: string): boolean {
	const isNamedSo = [...USER_FILES, 'bblayers.conf'].includes(basename(path));
	return isNamedSo && basename(dirname(path)) === 'conf';
}

/** The files in a build's conf/ that were read, or could not be. */
export function confFilesOf({ directory, evaluation }: BuildEvaluation): string[] {
	const { files, problems } = evaluation;
	return [...new Set([...files.keys(), ...problems.map(({ file }) => file)])].filter(
		(path) => dirname(joinPath('/', path)) === `${directory}/conf`,
	);
}

/**
 * Reads a build's base configuration: bblayers.conf, each layer's layer.conf in
 * the order of BBLAYERS, bitbake.conf and all that it includes, and the classes
 * that INHERIT names.
 */
export function evaluateBuild(directory: string, options: BuildOptions): BuildEvaluation {
	const { release } = options;
	const evaluation = new Evaluation({ ...options, dialect: dialectFor(release) });
	const { data } = evaluation;
	for (const [name, { value, isExported }] of Object.entries(options.environment ?? {})) {
		data.setInternal(name, value);
		if (isExported) data.setInternalFlag(name, 'export', 'True');
	}
	data.setInternal('TOPDIR', directory);
	data.setInternal(
		'BB_CURRENT_MC',
		options.multiconfig ?? (isFrom(release, '5.2') ? '' : 'default'),
	);

	const bblayers = joinPath(directory, 'conf/bblayers.conf');
	const missingLayers: string[] = [];
	if (options.reader.exists(bblayers)) {
		evaluation.run(bblayers);
		for (const layer of splitWords(data.get('BBLAYERS')?.value ?? '')) {
			if (!readLayer(evaluation, options, layer)) missingLayers.push(layer);
		}
		data.setInternal('LAYERDIR', undefined);
		data.setInternal('LAYERDIR_RE', undefined);
		addDynamicFiles(evaluation);
		sortSeries(evaluation);
	}
	if (isFrom(release, '4.2') && !data.get('BB_CACHEDIR')?.value) {
		data.setInternal('BB_CACHEDIR', '${TOPDIR}/cache');
	}

	const bitbakeConf = findInPath(evaluation, options.reader, 'conf/bitbake.conf');
	if (bitbakeConf === undefined) readWithoutLayers(evaluation, directory, options);
	else if (evaluation.run(bitbakeConf) || options.tolerant) readClasses(evaluation, options);
	return {
		directory,
		release,
		evaluation,
		isComplete: bitbakeConf !== undefined,
		missingLayers,
		extraHandlers: buildHandlers(evaluation, options.reader),
	};
}

/** Reads a layer.conf; false when the layer is not there. */
function readLayer(
	evaluation: Evaluation,
	{ reader, environment }: BuildOptions,
	name: string,
): boolean {
	const { data } = evaluation;
	const home = environment?.HOME?.value ?? '~';
	const expanded = name.startsWith('~/') ? joinPath(home, name.slice(2)) : name;
	const layer = expanded.replace(/\/+$/, '');
	const file = joinPath(layer, 'conf/layer.conf');
	if (!reader.exists(file)) return false;
	const regexp = layer.replace(/[^A-Za-z0-9_/]/g, '\\$&');
	data.setInternal('LAYERDIR', layer);
	data.setInternal('LAYERDIR_RE', regexp);
	evaluation.run(file);
	// The two names mean another folder in the next layer, so they are expanded now.
	replaceReference(evaluation, 'LAYERDIR', layer);
	replaceReference(evaluation, 'LAYERDIR_RE', regexp);
	return true;
}

function replaceReference({ data }: Evaluation, name: string, value: string): void {
	const reference = `\${${name}}`;
	for (const variable of data.names()) {
		const raw = data.raw(variable);
		if (!raw?.includes(reference)) continue;
		data.replace(
			variable,
			raw.replaceAll(reference, () => value),
		);
	}
}

/** `BBFILES_DYNAMIC` entries whose collection is there (or, with `!`, is not) join BBFILES. */
function addDynamicFiles({ data }: Evaluation): void {
	const collections = new Set(splitWords(data.get('BBFILE_COLLECTIONS')?.value ?? ''));
	for (const entry of splitWords(data.get('BBFILES_DYNAMIC')?.value ?? '')) {
		const [, negated, collection = '', pattern] = /^(!?)([^:]*):(.*)$/.exec(entry) ?? [];
		if (pattern === undefined || collections.has(collection) === (negated === '!')) continue;
		data.replace('BBFILES', `${data.raw('BBFILES') ?? ''} ${pattern}`);
	}
}

/** BitBake keeps the series names of layers as sorted sets, so that no layer copies another's list. */
function sortSeries({ data }: Evaluation): void {
	const collections = splitWords(data.get('BBFILE_COLLECTIONS')?.value ?? '');
	const names = collections.map((collection) => `LAYERSERIES_COMPAT_${collection}`);
	for (const name of ['LAYERSERIES_CORENAMES', ...names]) {
		const series = new Set(splitWords(data.get(name)?.value ?? ''));
		if (series.size > 1) data.replace(name, [...series].sort().join(' '));
	}
}

function findInPath({ data }: Evaluation, reader: SourceReader, name: string): string | undefined {
	return (data.get('BBPATH')?.value ?? '')
		.split(':')
		.filter((folder) => folder !== '')
		.map((folder) => joinPath(folder, name))
		.find((path) => reader.exists(path));
}

/** Reads what the user wrote in the order BitBake would, with poky's defaults behind it. */
function readWithoutLayers(
	evaluation: Evaluation,
	directory: string,
	{ reader, release }: BuildOptions,
): void {
	for (const name of USER_FILES) {
		const path = joinPath(directory, `conf/${name}`);
		if (reader.exists(path)) evaluation.run(path);
	}
	evaluation.runText(DEFAULTS_FILE, pokyDefaultsFor(evaluation, release));
}

/**
 * Looks at one file alone, wherever it is: a block to be included, or a
 * local.conf without its build. Poky's defaults stand behind it.
 */
export function evaluateAlone(path: string, options: BuildOptions): BuildEvaluation {
	const { release } = options;
	const evaluation = new Evaluation({ ...options, dialect: dialectFor(release) });
	evaluation.run(path);
	evaluation.runText(DEFAULTS_FILE, pokyDefaultsFor(evaluation, release));
	return {
		directory: '',
		release,
		evaluation,
		isComplete: false,
		missingLayers: [],
		extraHandlers: [],
	};
}

/** Nothing for a distro that is not poky: what it sets by default cannot be known without its layer. */
function pokyDefaultsFor({ data }: Evaluation, release: Release): string {
	const distro = data.get('DISTRO')?.value ?? 'poky';
	return distro === '' || distro.startsWith('poky') ? pokyDefaults(release) : '';
}
