import { type Call, text } from './function';

/** Python's posixpath; it differs from Node's in what `dirname`, `join` and `normpath` do at the edges. */

export function basename(call: Call): string {
	const path = call.text('p');
	return path.slice(path.lastIndexOf('/') + 1);
}

export function dirname(call: Call): string {
	const path = call.text('p');
	const head = path.slice(0, path.lastIndexOf('/') + 1);
	let end = head.length;
	while (end > 0 && head[end - 1] === '/') end--;
	return end === 0 ? head : head.slice(0, end);
}

export function join(call: Call): string {
	let result = call.text('a');
	for (const arg of call.rest) {
		const part = text(arg);
		if (part.startsWith('/')) result = part;
		else result += (result === '' || result.endsWith('/') ? '' : '/') + part;
	}
	return result;
}

export function normpath(call: Call): string {
	const path = call.text('path');
	if (path === '') return '.';
	const root = /^\/\/(?!\/)/.test(path) ? '//' : path.startsWith('/') ? '/' : '';
	const parts: string[] = [];
	for (const part of path.split('/')) {
		if (part === '' || part === '.') continue;
		if (part !== '..' || (root === '' && parts.length === 0) || parts.at(-1) === '..') {
			parts.push(part);
		} else {
			parts.pop();
		}
	}
	return root + parts.join('/') || '.';
}

export const isabs = (call: Call): boolean => call.text('s').startsWith('/');
