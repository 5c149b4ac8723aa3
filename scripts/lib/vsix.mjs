/** Makes the .vsix, the file people install. */
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot, resultsFolder } from './paths.mjs';
import { run } from './processes.mjs';

/**
 * Builds for production and packages. Any warning of the packager is an error
 * here: each of them is something a user of the package would notice.
 *
 * @param {string} file where to put the package
 * @returns {Promise<{ file: string, kilobytes: number, listing: string }>}
 */
export async function packageExtension(file) {
	const vsce = path.join(projectRoot, 'node_modules/@vscode/vsce/vsce');
	const listing = await run(
		process.execPath,
		[vsce, 'package', '--no-dependencies', '--out', file, ...(await pageOptions())],
		{ cwd: projectRoot },
	);
	if (/\bWARNING\b/.test(listing)) throw new Error(`The packager warns:\n${listing}`);
	const { size } = await stat(file);
	return { file, kilobytes: Math.ceil(size / 1024), listing };
}

/**
 * VS Code shows README and changelog with pictures and links from the internet
 * alone. The packager completes relative ones when package.json says where the
 * sources are; until then the package has pages without them.
 */
async function pageOptions() {
	const manifest = JSON.parse(await readFile(path.join(projectRoot, 'package.json'), 'utf8'));
	if (manifest.repository) return [];
	const options = ['--allow-missing-repository', '--no-rewrite-relative-links'];
	// Names with forward slashes: the packager compares them with what it lists.
	for (const [option, name] of [
		['--readme-path', 'README.md'],
		['--changelog-path', 'CHANGELOG.md'],
	]) {
		const page = path.posix.join(path.basename(resultsFolder), 'package', name);
		const text = await readFile(path.join(projectRoot, name), 'utf8');
		await mkdir(path.dirname(path.join(projectRoot, page)), { recursive: true });
		await writeFile(path.join(projectRoot, page), withoutRelativeTargets(text));
		options.push(option, page);
	}
	return options;
}

/**
 * Leaves of relative links their words, and nothing of relative pictures, of
 * tables that hold some and of paragraphs that are only links.
 *
 * @param {string} markdown
 */
function withoutRelativeTargets(markdown) {
	const relative = String.raw`\((?![a-z]+:|#)[^)\s]+\)`;
	const picture = new RegExp(String.raw`!\[[^\]]*\]${relative}`);
	const link = new RegExp(String.raw`\[([^\]]*)\]${relative}`, 'g');
	const [text = ''] = markdown.split('<!-- What follows is left out of the package. -->');
	return text
		.trimEnd()
		.split(/\n{2,}/)
		.filter((block) => !picture.test(block))
		.filter((block) => /\w/.test(block.replace(link, '')))
		.join('\n\n')
		.replace(link, '$1')
		.concat('\n');
}
