/** The pages of the documentation and what stands in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

export interface Page {
	/** Path in the project. */
	readonly name: string;
	readonly text: string;
}

/** Every page, those beside package.json included. */
export const PAGES: readonly Page[] = [
	...markdownFiles(ROOT, false),
	...markdownFiles(join(ROOT, 'docs'), true),
].map((file) => ({ name: relative(ROOT, file), text: readFileSync(file, 'utf8') }));

function markdownFiles(folder: string, recursive: boolean): string[] {
	return readdirSync(folder, { recursive, encoding: 'utf8' })
		.filter((name) => name.endsWith('.md'))
		.sort()
		.map((name) => join(folder, name));
}

export function pageNamed(name: string): Page {
	const page = PAGES.find((each) => each.name === name);
	if (page === undefined) throw new Error(`There is no page ${name}.`);
	return page;
}

/** A fenced block: the words behind the fence, and the text. */
export interface Block {
	readonly language: string;
	readonly words: readonly string[];
	readonly text: string;
}

export function blocksOf({ text }: Page): Block[] {
	return Array.from(text.matchAll(/^```(\S*)([^\n]*)\n(.*?)^```$/gms), (match) => ({
		language: match[1] ?? '',
		words: (match[2] ?? '').trim().split(/\s+/).filter(Boolean),
		text: match[3] ?? '',
	}));
}

/** Where links and pictures of a page point, but for the internet: a path in the project, and an anchor. */
export function targetsOf({ name, text }: Page): { file: string; anchor: string | undefined }[] {
	const prose = text.replace(/^```.*?^```$/gms, '').replace(/`[^`\n]*`/g, '');
	const links = [
		...prose.matchAll(/\]\(([^)\s]+)\)/g),
		...prose.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g),
	];
	return links
		.map(([, target = '']) => target)
		.filter((target) => !/^[a-z]+:/.test(target))
		.map((target) => {
			const [path = '', anchor] = target.split('#');
			return { file: path === '' ? name : join(dirname(name), path), anchor };
		});
}

/** The anchors that a page's headings get. */
export function anchorsOf({ text }: Page): string[] {
	const headings = text.replace(/^```.*?^```$/gms, '').matchAll(/^#+ (.+)$/gm);
	return Array.from(headings, ([, heading = '']) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.trim()
			.replaceAll(' ', '-'),
	);
}
