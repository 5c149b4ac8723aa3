import * as l10n from '@vscode/l10n';
import type { AddFragments } from '../syntax/statement';
import type { Span } from '../text/span';
import { splitWords, wordsWithOffsets } from '../text/whitespace';
import type { DataStore } from './dataStore';
import { joinPath } from './path';
import type { SourceReader } from './reader';

interface FragmentActions {
	/** Reads a file that exists. */
	include(path: string): void;
	/** Stops BitBake with a message about the fragment named at a place, if one is known. */
	fail(message: string, place: FragmentPlace | undefined): void;
}

/** Where a fragment is asked for by name. */
interface FragmentPlace {
	readonly file: string;
	readonly line: number;
	readonly span: Span;
}

/**
 * Carries out `addfragments PREFIX VARIABLE FLAGGED [BUILTIN]` (BitBake 2.12
 * and later): reads `LAYER/PREFIX/NAME.conf` for each `COLLECTION/NAME` in the
 * variable. From 2.16 on a built-in fragment such as `machine/X` sets a
 * variable instead.
 */
export function includeFragments(
	statement: AddFragments,
	data: DataStore,
	reader: SourceReader,
	actions: FragmentActions,
): void {
	const [prefix = '', variable = '', flaggedList = '', builtinList] = statement.words;
	const fragments = splitWords(data.get(variable)?.value ?? '');
	const layers = splitWords(data.get('BBLAYERS')?.value ?? '');
	const flagged = splitWords(data.get(flaggedList)?.value ?? '');
	const builtins = new Map(
		splitWords(builtinList ? (data.get(builtinList)?.value ?? '') : '').map((pair) => {
			const [key = '', target = ''] = pair.split(':');
			return [key, target] as const;
		}),
	);

	for (const fragment of fragments) {
		const slash = fragment.indexOf('/');
		if (slash < 0) {
			const message = l10n.t`The fragment ${fragment} in ${variable} is not of the form LAYER/NAME.`;
			actions.fail(message, placeOf(fragment, variable, data));
			continue;
		}
		const layer = fragment.slice(0, slash);
		const name = fragment.slice(slash + 1);
		const target = builtins.get(layer);
		if (target !== undefined) {
			setBuiltin(target, name, fragment, variable, data, actions);
			continue;
		}
		const file = `${data.expand(prefix).value}/${name}.conf`;
		const path = layers
			.map((folder) => joinPath(folder, file))
			.find((candidate) => reader.exists(candidate) && isOfLayer(candidate, layer, data));
		if (path === undefined) {
			const message = l10n.t`BitBake stops here: the fragment ${fragment} of ${variable} is in none of the layers of BBLAYERS.`;
			actions.fail(message, placeOf(fragment, variable, data));
			continue;
		}
		actions.include(path);
		for (const name of flagged) {
			const value = data.get(name)?.value;
			data.setInternal(name, undefined);
			if (value !== undefined) data.setInternalFlag(name, fragment, value);
		}
	}
}

function setBuiltin(
	target: string,
	value: string,
	fragment: string,
	variable: string,
	data: DataStore,
	actions: FragmentActions,
): void {
	if (data.own(target) !== undefined) {
		const message = l10n.t`BitBake stops here: the built-in fragment ${fragment} sets ${target}, which has a value already. Remove one of them.`;
		actions.fail(message, placeOf(fragment, variable, data));
		return;
	}
	const entry = [...data.history(variable)].reverse().find(({ value }) => value.includes(fragment));
	data.setInternal(target, value, entry && { ...entry, value, order: data.nextOrder() });
}

function placeOf(fragment: string, variable: string, data: DataStore): FragmentPlace | undefined {
	for (const { statement, file, line, applied } of data.history(variable).toReversed()) {
		if (!applied || statement?.kind !== 'assignment') continue;
		const word = wordsWithOffsets(statement.value).find(({ text }) => text === fragment);
		if (!word) continue;
		const end = word.offset + fragment.length;
		return { file, line, span: statement.spanInValue(word.offset, end) };
	}
	return undefined;
}

/** True when the layer's collection pattern matches the file, as BitBake finds a file's layer. */
function isOfLayer(path: string, layer: string, data: DataStore): boolean {
	const pattern = data.get(`BBFILE_PATTERN_${layer}`)?.value;
	if (!pattern) return false;
	try {
		return new RegExp(pattern).test(path);
	} catch {
		return false;
	}
}
