/** The reference of settings and commands, made of what the product says of itself. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import esbuild from 'esbuild';
import { projectRoot } from './paths.mjs';
import { run } from './processes.mjs';

/**
 * The text of docs/reference.md.
 *
 * @returns {Promise<string>}
 */
export async function referenceText() {
	const { publisher, name: extension, contributes } = await readManifest();
	const { configuration, commands, menus } = contributes;
	const hidden = new Set(
		menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command),
	);
	return `${[
		'# Reference',
		'Every setting and command of the extension and every command of `hashequiv`, as they describe themselves. `npm run reference` writes this page.',
		'[Settings](#settings) · [Commands](#commands) · [Command line](#command-line)',
		'## Settings',
		`In the settings editor, search for \`@ext:${publisher}.${extension}\`.`,
		...configuration.flatMap(({ title, properties }) => [
			`### ${title}`,
			...Object.entries(properties).flatMap(([name, setting]) => settingText(name, setting)),
		]),
		'## Commands',
		'In the command palette, all of them begin with *Hash Equivalence:*.',
		table(
			['command', 'identifier'],
			commands
				.filter(({ command }) => !hidden.has(command))
				.map(({ command, title }) => [title, code(command)]),
		),
		'## Command line',
		...(await helpTexts()).flatMap(([name, text]) => [
			`### ${name}`,
			`\`\`\`text\n${text}\n\`\`\``,
		]),
	].join('\n\n')}\n`;
}

/** package.json, with its texts from package.nls.json where it keeps them there. */
async function readManifest() {
	const manifest = await readFile(path.join(projectRoot, 'package.json'), 'utf8');
	/** @type {Record<string, string | { message: string }>} */
	const texts = await readFile(path.join(projectRoot, 'package.nls.json'), 'utf8').then(
		JSON.parse,
		() => ({}),
	);
	return JSON.parse(manifest, (_, value) => {
		const key = typeof value === 'string' ? /^%([^%\s]+)%$/.exec(value)?.[1] : undefined;
		if (key === undefined) return value;
		const text = texts[key];
		if (text === undefined) throw new Error(`package.nls.json has no text "${key}".`);
		return typeof text === 'string' ? text : text.message;
	});
}

/**
 * @param {string} name
 * @param {any} setting as in package.json
 */
function settingText(name, setting) {
	const description = setting.markdownDescription ?? setting.description;
	const texts = setting.markdownEnumDescriptions ?? setting.enumDescriptions;
	return [
		`#### ${name}`,
		`${[setting.type].flat().join(' or ')}, default ${code(JSON.stringify(setting.default))}`,
		// The settings editor makes links of names in number signs.
		description.replace(/`#([\w.]+)#`/g, (_, other) => code(other)),
		...(setting.enum === undefined || texts === undefined
			? []
			: [
					table(
						['value', 'meaning'],
						setting.enum.map((value, index) => [code(JSON.stringify(value)), texts[index]]),
					),
				]),
	];
}

/**
 * The help of `hashequiv` and of each of its commands.
 *
 * @returns {Promise<[string, string][]>}
 */
async function helpTexts() {
	const folder = await mkdtemp(path.join(tmpdir(), 'hashequiv-reference-'));
	try {
		const outfile = path.join(folder, 'hashequiv.cjs');
		await esbuild.build({
			absWorkingDir: projectRoot,
			entryPoints: ['server/src/cli.ts'],
			outfile,
			bundle: true,
			platform: 'node',
			format: 'cjs',
			mainFields: ['module', 'main'],
			external: ['node:sqlite'],
			logLevel: 'warning',
		});
		const help = async (...command) =>
			(await run(process.execPath, [outfile, ...command, '--help'])).trim();
		const overview = await help();
		const names = Array.from(overview.matchAll(/^ {2}(\w+) /gm), ([, name = '']) => name);
		const texts = await Promise.all(names.map((name) => help(name)));
		return [
			['hashequiv', overview],
			...names.map((name, index) => [`hashequiv ${name}`, texts[index] ?? '']),
		];
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/**
 * @param {string[]} head
 * @param {string[][]} rows
 */
function table(head, rows) {
	const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
	return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** @param {string} text */
function code(text) {
	return `\`${text}\``;
}
