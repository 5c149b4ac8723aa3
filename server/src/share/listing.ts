import { readdir } from 'node:fs/promises';
import type { FolderView } from './folders';
import { isListed, isServed, type RootName } from './names';

/** A page of links to what a folder gives out: nothing that a request for it would not get. */
export async function listing(
	root: RootName,
	segments: readonly string[],
	path: string,
	view: FolderView,
): Promise<string> {
	const names = await readdir(path).catch(() => []);
	const entries: string[] = [];
	for (const name of names.sort()) {
		const inside = [...segments, name];
		if (!isServed(root, inside) && !isListed(root, inside)) continue;
		const found = await view.find(root, inside);
		if (found.kind === 'folder') entries.push(`${name}/`);
		else if (found.kind === 'file' && isServed(root, inside)) entries.push(name);
	}
	const here = `/${[root, ...segments].join('/')}/`;
	const links = entries.map(
		(name) => `<li><a href="${hrefOf(here + name)}">${escapeHtml(name)}</a>`,
	);
	return `<!doctype html><meta charset="utf-8"><title>${escapeHtml(here)}</title><h1>${escapeHtml(here)}</h1>\n<ul>\n${links.join('\n')}\n</ul>\n`;
}

function hrefOf(path: string): string {
	return path.split('/').map(encodeURIComponent).join('/');
}

function escapeHtml(text: string): string {
	return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
