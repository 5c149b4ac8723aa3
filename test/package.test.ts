/** What `npm pack` puts into the package of the command line, by .npmignore. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from './support/bundles';

const ROOT = resolve(import.meta.dirname, '..');

/** A folder like this project's, as if it were built, with next to nothing in the files. */
function likeness(): string {
	const files: Record<string, string> = {
		...{ 'dist/hashequiv.js': '', 'dist/hashequiv.js.map': '', 'dist/hashequiv-main.js': '' },
		...{ 'dist/hashequiv-serve.js': '', 'dist/hashequiv-serve.js.map': '' },
		...{ 'dist/hashequiv-main.js.map': '', 'dist/server.js': '', 'dist/dashboard.css': '' },
		...{ 'test-results/report.json': '', 'old-0.0.1.vsix': '', 'old-0.0.1.tgz': '' },
	};
	for (const name of readdirSync(ROOT).filter((entry) => entry !== 'node_modules')) {
		const isFolder = statSync(join(ROOT, name)).isDirectory();
		files[isFolder ? `${name}/inside.txt` : name] = '';
	}
	for (const name of ['package.json', '.npmignore']) {
		files[name] = readFileSync(join(ROOT, name), 'utf8');
	}
	return temporaryFolder(files);
}

it('is what a user of hashequiv needs, and nothing else', () => {
	const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
	const output = execFileSync('npm', args, {
		cwd: likeness(),
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
		shell: process.platform === 'win32',
	});
	const [listed] = JSON.parse(output) as [{ files: { path: string }[] }];
	expect(listed.files.map(({ path }) => path).sort()).toEqual([
		...['CHANGELOG.md', 'LICENSE', 'README.md', 'dist/hashequiv-main.js'],
		...['dist/hashequiv-serve.js', 'dist/hashequiv.js', 'package.json'],
	]);
});
