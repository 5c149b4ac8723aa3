/** POSIX paths as text, as BitBake handles them: builds run on Linux, wherever an editor runs. */

export function isAbsolute(path: string): boolean {
	return path.startsWith('/');
}

/** The folder part, without a trailing slash. */
export function dirname(path: string): string {
	const at = path.lastIndexOf('/');
	return at > 0 ? path.slice(0, at) : at === 0 ? '/' : '';
}

export function basename(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

/** Joins as Python's os.path.join does, then takes out `.` and `..`. */
export function joinPath(folder: string, name: string): string {
	const joined = isAbsolute(name) ? name : `${folder}${folder.endsWith('/') ? '' : '/'}${name}`;
	return /\/\.{0,2}(\/|$)/.test(joined) ? normalize(joined) : joined;
}

function normalize(path: string): string {
	const parts: string[] = [];
	for (const part of path.split('/')) {
		if (part === '' || part === '.') continue;
		if (part === '..') parts.pop();
		else parts.push(part);
	}
	return `/${parts.join('/')}`;
}
