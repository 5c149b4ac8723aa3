/**
 * A path for a narrow line: whole where it is short enough, else as many of its
 * last names as fit, since its beginning is what all of them share.
 */
export function shortPath(path: string, length: number): string {
	if (path.length <= length) return path;
	const names = path.split('/');
	let end = names.pop() ?? '';
	for (const name of names.reverse()) {
		const longer = `${name}/${end}`;
		// The ellipsis and its slash are part of the line.
		if (longer.length + 2 > length) break;
		end = longer;
	}
	return `…/${end}`;
}
