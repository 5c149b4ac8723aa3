import type { FileReference } from '../fileReferences';
import { fileLink, inlineCode } from '../markdown';

/** The files behind a name in include, require or inherit. */
export function describeFiles({ name, verb, found }: Omit<FileReference, 'span'>): string {
	if (found.length > 0) {
		return `${inlineCode(name)} — ${verb} reads ${found.map((file) => fileLink(file, file)).join(', ')}`;
	}
	const effect =
		verb === 'include' || verb === 'include_all'
			? 'BitBake passes over it'
			: 'BitBake stops with an error';
	return `${inlineCode(name)} — found neither beside this file nor along BBPATH: ${effect}.`;
}
