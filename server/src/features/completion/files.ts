import { dirname, isAbsolute, joinPath } from '../../evaluation/path';
import type { Span } from '../../text/span';
import { isFrom } from '../../yocto/releases';
import type { View } from '../view';
import type { Suggestion, TypedLine } from './suggestion';

/** Files and folders behind include and require; classes behind inherit. */
export function files(view: View, { start, typed, rest }: TypedLine): Suggestion[] {
	const [, verb, begun] =
		/^(include|require|include_all|inherit|inherit_defer)[ \t](?:.*[ \t])?([^ \t]*)$/.exec(typed) ??
		[];
	if (verb === undefined || begun === undefined || begun.includes('${')) return [];
	if (verb === 'include_all' && !view.build.evaluation.data.dialect.includeAll) return [];
	const end = start + typed.length + (/^[^\s]*/.exec(rest)?.[0].length ?? 0);
	if (verb.startsWith('inherit')) {
		// A .conf file knows no such statement.
		return /\.conf$/.test(view.file.path)
			? []
			: classes(view, { start: start + typed.length - begun.length, end }, ['global', 'recipe']);
	}
	const slash = begun.lastIndexOf('/') + 1;
	const span = { start: start + typed.length - (begun.length - slash), end };
	return entries(view, begun.slice(0, slash), span);
}

function entries(view: View, folder: string, span: Span): Suggestion[] {
	const places = isAbsolute(folder)
		? [folder]
		: [dirname(view.file.path), ...searchPath(view)].map((place) => joinPath(place, folder));
	const found = new Map<string, Suggestion>();
	for (const place of places.map((path) => path.replace(/(.)\/+$/, '$1'))) {
		for (const name of view.disk.folders(place)) {
			if (name.startsWith('.')) continue;
			const path = `${name}/`;
			const shown = { label: path, insert: path, detail: place, goesOn: true } as const;
			if (!found.has(path)) found.set(path, { ...shown, kind: 'folder', span, order: found.size });
		}
		for (const name of view.disk.files(place)) {
			if (!/\.(conf|inc)$/.test(name) || found.has(name)) continue;
			if (joinPath(place, name) === view.file.path) continue;
			const shown = { label: name, insert: name, detail: place } as const;
			found.set(name, { ...shown, kind: 'file', span, order: found.size });
		}
	}
	return [...found.values()];
}

/** The classes along BBPATH that can be inherited in a place. */
export function classes(
	view: View,
	span: Span,
	kinds: readonly ('global' | 'recipe')[],
): Suggestion[] {
	const folders = isFrom(view.build.release, '4.1')
		? [...kinds.map((kind) => `classes-${kind}`), 'classes']
		: ['classes'];
	return namesIn(view, folders, '.bbclass', { kind: 'class', span });
}

/** What MACHINE or DISTRO may name: the files of that folder of `conf/` along BBPATH. */
export function configurations(view: View, folder: 'machine' | 'distro', span: Span): Suggestion[] {
	return namesIn(view, [`conf/${folder}`], '.conf', { kind: 'value', span });
}

/** The files with an extension in these folders along BBPATH, by their names without it. */
function namesIn(
	view: View,
	folders: readonly string[],
	extension: string,
	as: Pick<Suggestion, 'kind' | 'span'>,
): Suggestion[] {
	const found = new Map<string, Suggestion>();
	for (const place of searchPath(view)) {
		for (const path of folders.map((folder) => joinPath(place, folder))) {
			for (const file of view.disk.files(path).filter((name) => name.endsWith(extension))) {
				const label = file.slice(0, -extension.length);
				if (label === '' || found.has(label)) continue;
				found.set(label, { ...as, label, insert: label, detail: path, order: found.size });
			}
		}
	}
	return [...found.values()];
}

function searchPath({ build }: View): string[] {
	const path = build.evaluation.data.get('BBPATH')?.value ?? '';
	return path.split(':').filter((folder) => folder !== '');
}
