import { type PyFunction, text } from './function';

/** Python's posixpath; it differs from Node's in what `dirname`, `join` and `normpath` do at the edges. */

export const basename: PyFunction = ({ args }) => {
	const path = text(args[0]!);
	return path.slice(path.lastIndexOf('/') + 1);
};

export const dirname: PyFunction = ({ args }) => {
	const path = text(args[0]!);
	const head = path.slice(0, path.lastIndexOf('/') + 1);
	return /^\/*$/.test(head) ? head : head.replace(/\/+$/, '');
};

export const join: PyFunction = ({ args }) => {
	let result = '';
	for (const [i, arg] of args.entries()) {
		const part = text(arg);
		if (i === 0 || part.startsWith('/')) result = part;
		else result += (result === '' || result.endsWith('/') ? '' : '/') + part;
	}
	return result;
};

export const normpath: PyFunction = ({ args }) => normalize(text(args[0]!));

export const isabs: PyFunction = ({ args }) => text(args[0]!).startsWith('/');

function normalize(path: string): string {
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
