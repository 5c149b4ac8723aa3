import { dirname, joinPath } from '../evaluation/path';
import type { Include, Inherit } from '../syntax/statement';
import type { Span } from '../text/span';
import { splitWords, wordsWithOffsets } from '../text/whitespace';
import { isFrom } from '../yocto/releases';
import type { View } from './view';

/** A name in a file that stands for other files. */
export interface FileReference {
	readonly span: Span;
	/** Expanded. */
	readonly name: string;
	readonly verb: Include['verb'] | 'inherit';
	/** Paths, in reading order; none when nothing was found. */
	readonly found: readonly string[];
}

/** The files that include, require and inherit statements name; those left out that hold Python or unknown references. */
export function fileReferences(view: View): FileReference[] {
	return view.file.statements.flatMap((statement) => {
		if (statement.kind === 'include') return included(view, statement);
		return statement.kind === 'inherit' ? inherited(view, statement) : [];
	});
}

function included(view: View, { target, targetSpan, verb }: Include): FileReference[] {
	const { build, file } = view;
	return words(view, target, targetSpan).map(({ name, span }) => {
		const path =
			verb === 'include_all'
				? allAlongPath(view, name)
				: [build.evaluation.find(name, dirname(file.path))];
		// An absolute name is taken for found by the evaluation, which goes on to read it.
		const found = path.filter((each) => each !== undefined && view.disk.exists(each)) as string[];
		return { span, name, verb, found };
	});
}

function allAlongPath({ build, disk }: View, name: string): string[] {
	const path = build.evaluation.data.get('BBPATH')?.value ?? '';
	return path
		.split(':')
		.filter((folder) => folder !== '')
		.map((folder) => joinPath(folder, name))
		.filter((candidate) => disk.exists(candidate));
}

function inherited(view: View, { classes, span: whole }: Inherit): FileReference[] {
	const start = view.file.text.indexOf(classes, whole.start);
	// Written over several lines, it does not stand in the text as it is.
	if (start < 0 || start + classes.length > whole.end) return [];
	const span = { start, end: start + classes.length };
	return words(view, classes, span).map(({ name, span: place }) => ({
		span: place,
		name,
		verb: 'inherit',
		// A class that is inherited globally may inherit one of its own kind.
		found: [...new Set([...classFile(view, name, 'recipe'), ...classFile(view, name, 'global')])],
	}));
}

/** The file of a class that INHERIT or an `inherit` statement names; either kind has a folder of its own since 4.1. */
export function classFile(
	{ build, file }: View,
	name: string,
	kind: 'global' | 'recipe',
): string[] {
	const folders = isFrom(build.release, '4.1') ? [`classes-${kind}`, 'classes'] : ['classes'];
	for (const folder of folders) {
		const path = name.endsWith('.bbclass') ? name : `${folder}/${name}.bbclass`;
		const found = build.evaluation.find(path, build.directory || dirname(file.path));
		if (found !== undefined) return [found];
	}
	return [];
}

/** True where a name that was not found may still be found by BitBake: in layers that are not known. */
export function mayBeElsewhere(
	{ build }: View,
	{ name, found }: Omit<FileReference, 'span'>,
): boolean {
	return found.length === 0 && !build.isComplete && !name.startsWith('/');
}

/** The names in a text, each with its place: exact where nothing is to be expanded, else the whole text. */
function words({ build }: View, text: string, span: Span): { name: string; span: Span }[] {
	if (!text.includes('${') && span.end - span.start === text.length) {
		return wordsWithOffsets(text).map(({ text: name, offset }) => ({
			name,
			span: { start: span.start + offset, end: span.start + offset + name.length },
		}));
	}
	const { value, isStatic, error } = build.evaluation.data.expand(text);
	if (!isStatic || error !== undefined || value.includes('${')) return [];
	return splitWords(value).map((name) => ({ name, span }));
}
