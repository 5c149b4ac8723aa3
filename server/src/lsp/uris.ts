import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * The path a document is known by inside: of a file URI the file's path, of
 * any other URI (an unsaved file) the URI itself.
 */
export function pathOf(uri: string): string {
	if (!uri.startsWith('file:')) return uri;
	try {
		return fileURLToPath(uri);
	} catch {
		return uri;
	}
}

/** The URI of a path from `pathOf`. */
export function uriOf(path: string): string {
	return path.startsWith('/') ? pathToFileURL(path).href : path;
}
