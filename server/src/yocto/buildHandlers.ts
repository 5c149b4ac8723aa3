import type { Evaluation } from '../evaluation/evaluate';
import { dirname, joinPath } from '../evaluation/path';
import type { SourceReader } from '../evaluation/reader';
import { splitWords } from '../text/whitespace';
import { handlerNamesIn } from './signatureHandlers';

/** Where handlers are defined, relative to a layer. */
const FILES = ['lib/oe/sstatesig.py', '../bitbake/lib/bb/siggen.py'];

/**
 * Names of the signature handlers that a build's own layers and BitBake
 * define: a layer may bring more than its release has.
 */
export function buildHandlers({ data }: Evaluation, reader: SourceReader): string[] {
	const names = new Set<string>();
	for (const layer of splitWords(data.get('BBLAYERS')?.value ?? '')) {
		const root = layer.replace(/\/+$/, '');
		for (const file of FILES) {
			const path = file.startsWith('../')
				? joinPath(dirname(root), file.slice(3))
				: joinPath(root, file);
			const python = reader.read(path);
			if (python.kind === 'text') for (const name of handlerNamesIn(python.text)) names.add(name);
		}
	}
	return [...names];
}
