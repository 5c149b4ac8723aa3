/**
 * Holds the code to the import arrows of ARCHITECTURE.md. A file that cannot
 * be placed without breaking one is in the wrong folder.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

/** What each folder of server/src may import beside itself; folders not listed import nothing. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
	text: [],
	shared: [],
	syntax: ['text'],
	evaluation: ['syntax', 'text'],
	yocto: ['evaluation', 'syntax', 'text'],
	rules: ['yocto', 'evaluation', 'syntax', 'text'],
	features: ['rules', 'yocto', 'evaluation', 'syntax', 'text', 'shared'],
	files: ['yocto', 'evaluation', 'text'],
	insight: ['yocto', 'shared'],
	doctor: ['insight', 'features', 'rules', 'yocto', 'text', 'files', 'hashserv', 'shared'],
	connect: ['features', 'rules', 'yocto', 'evaluation', 'syntax', 'text', 'hashserv', 'shared'],
	lsp: [
		'connect',
		'insight',
		'features',
		'rules',
		'yocto',
		'evaluation',
		'syntax',
		'text',
		'files',
		'shared',
	],
	hashserv: ['shared'],
	share: ['rules', 'yocto', 'evaluation', 'syntax', 'text', 'hashserv', 'shared'],
	cli: [
		'doctor',
		'share',
		'insight',
		'rules',
		'yocto',
		'evaluation',
		'syntax',
		'text',
		'files',
		'hashserv',
		'shared',
	],
};

/** The same inside the hash server, by folder or file. */
const HASHSERV: Readonly<Record<string, readonly string[]>> = {
	wire: ['errors', 'wire'],
	store: ['errors', 'store', 'wire'],
	commands: [
		'errors',
		'store',
		'auth',
		'accounts',
		'stats',
		'wire',
		'commands',
		'answers',
		'upstream',
	],
	transport: ['errors', 'seldom', 'wire', 'transport'],
};

interface Import {
	readonly from: string;
	readonly to: string;
}

function filesBelow(folder: string): string[] {
	return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => join(folder, name));
}

/** Every import of our own files, and of packages by their name. */
function importsOf(file: string): Import[] {
	const text = readFileSync(join(ROOT, file), 'utf8');
	return Array.from(text.matchAll(/\bfrom '([^']+)'|\bimport\('([^']+)'\)/g), (match) => {
		const name = match[1] ?? match[2] ?? '';
		const to = name.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), name)) : name;
		return { from: file, to };
	});
}

const SERVER = 'server/src/';
const folderOf = (path: string): string => path.slice(SERVER.length).split('/')[0] ?? '';
const serverImports = filesBelow('server/src').flatMap(importsOf);

describe('import arrows', () => {
	it('go one way between the folders of the server', () => {
		const wrong = serverImports.filter(({ from, to }) => {
			const isRoot = !from.slice(SERVER.length).includes('/');
			if (isRoot || !to.startsWith(SERVER)) return false;
			const [source, target] = [folderOf(from), folderOf(to)];
			return source !== target && !ALLOWED[source]?.includes(target);
		});
		expect(wrong).toEqual([]);
	});

	it('cover every folder there is', () => {
		const folders = readdirSync(join(ROOT, 'server/src'), { withFileTypes: true })
			.filter((entry) => entry.isDirectory())
			.map(({ name }) => name);
		expect(folders.sort()).toEqual(Object.keys(ALLOWED).sort());
	});

	it('lead from the pure half to no input, output, editor or hash server', () => {
		const pure = ['text', 'syntax', 'evaluation', 'yocto', 'rules', 'features'];
		const isPure = (path: string): boolean =>
			pure.includes(folderOf(path)) || path.startsWith(`${SERVER}connect/plan/`);
		const wrong = serverImports.filter(
			({ from, to }) =>
				isPure(from) && /^(node:|vscode)|^server\/src\/(hashserv|connect\/probe)\//.test(to),
		);
		expect(wrong).toEqual([]);
	});

	it('let only lsp/ and main.ts know the language server protocol', () => {
		const wrong = serverImports.filter(
			({ from, to }) =>
				to.startsWith('vscode-languageserver') &&
				folderOf(from) !== 'lsp' &&
				from !== `${SERVER}main.ts`,
		);
		expect(wrong).toEqual([]);
	});

	it('let only transport/ and share/ know sockets and only store/ know SQLite', () => {
		const wrong = serverImports.filter(({ from, to }) => {
			if (/^node:(net|tls|http|https)$|^ws$/.test(to))
				return !from.includes('/hashserv/transport/') && !from.startsWith(`${SERVER}share/`);
			return /sqlite/.test(to) && to.startsWith('node:') && !from.includes('/hashserv/store/');
		});
		expect(wrong).toEqual([]);
	});

	it('go one way inside the hash server', () => {
		const wrong = serverImports.filter(({ from, to }) => {
			if (!to.startsWith(`${SERVER}hashserv/`)) return false;
			const part = from.slice(`${SERVER}hashserv/`.length).split('/')[0] ?? '';
			const target = to.slice(`${SERVER}hashserv/`.length).split('/')[0] ?? '';
			const allowed = HASHSERV[part];
			return (
				from.startsWith(`${SERVER}hashserv/`) && allowed !== undefined && !allowed.includes(target)
			);
		});
		expect(wrong).toEqual([]);
	});

	it('lead from the client to nothing of the server but what both share', () => {
		const wrong = filesBelow('client')
			.flatMap(importsOf)
			.filter(({ to }) => to.startsWith('server/') && !to.startsWith('server/src/shared/'));
		expect(wrong).toEqual([]);
	});

	it('lead from a page to the types of what it is sent, and else to nothing outside of the pages', () => {
		const wrong = filesBelow('client/webview').flatMap((file) => {
			const text = readFileSync(join(ROOT, file), 'utf8');
			return Array.from(text.matchAll(/^import ([^';]*)'((?:\.\.\/)+src\/[^']*)'/gm))
				.filter(([, what = '', to = '']) => !what.startsWith('type ') || !to.endsWith('/view'))
				.map(([line]) => `${file}: ${line}`);
		});
		expect(wrong).toEqual([]);
	});

	it('let models know no more of the editor than its language', () => {
		const wrong = filesBelow('client/src')
			.filter((file) => /[mM]odel\.ts$/.test(file))
			.filter((file) => {
				const text = readFileSync(join(ROOT, file), 'utf8');
				return /\bfrom 'vscode'/.test(text) && !/^import \{ l10n \} from 'vscode';$/m.test(text);
			});
		expect(wrong).toEqual([]);
	});
});
