import * as l10n from '@vscode/l10n';
import type { FileReference } from '../fileReferences';
import { fileLink, inlineCode } from '../markdown';

/** The files behind a name in include, require or inherit. */
export function describeFiles({ name, verb, found }: Omit<FileReference, 'span'>): string {
	if (found.length > 0) {
		return l10n.t`${inlineCode(name)} — ${verb} reads ${found.map((file) => fileLink(file, file)).join(', ')}`;
	}
	return verb === 'include' || verb === 'include_all'
		? l10n.t`${inlineCode(name)} — found neither beside this file nor along BBPATH: BitBake passes over it.`
		: l10n.t`${inlineCode(name)} — found neither beside this file nor along BBPATH: BitBake stops with an error.`;
}
