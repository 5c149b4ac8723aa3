/**
 * `npm start`: builds the extension and opens an editor with it.
 *
 * Desktop VS Code where there is one, else VS Code in the browser. It shows a
 * working copy of the playground, or the folder given as an argument.
 *
 *   npm start -- [FOLDER] [--browser] [--port N] [--no-open] [--reset]
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { ensureCodeServer } from './lib/codeServer.mjs';
import { linkExtension, startEditorServer } from './lib/editorServer.mjs';
import { node24 } from './lib/node24.mjs';
import { cacheFolder, projectRoot } from './lib/paths.mjs';
import { copyPlayground } from './lib/playground.mjs';
import { run, runVisibly, startBackground, which } from './lib/processes.mjs';
import { isShuttingDown, main } from './lib/shutdown.mjs';

const USAGE = `Usage: npm start -- [FOLDER] [options]

  FOLDER       what to open instead of a copy of the playground: your own build directory
  --browser    VS Code in the browser even where desktop VS Code is installed
  --port N     port of VS Code in the browser (default: a free one)
  --no-open    print the address only
  --reset      start with a fresh copy of the playground`;

const options = readOptions();
await main(async () => {
	const folder = await folderToOpen();
	await run(node24(), ['esbuild.mjs'], { cwd: projectRoot });
	const desktop = options.browser || options.port ? undefined : desktopCode();
	if (desktop) await openDesktop(desktop, folder);
	else await openInBrowser(folder);
});

function readOptions() {
	try {
		const { values, positionals } = parseArgs({
			allowPositionals: true,
			options: {
				browser: { type: 'boolean', default: false },
				port: { type: 'string' },
				'no-open': { type: 'boolean', default: false },
				reset: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false },
			},
		});
		if (values.help) {
			console.log(USAGE);
			process.exit(0);
		}
		const port = Number(values.port ?? 0);
		if (positionals.length > 1) throw new Error('One folder, please.');
		if (!Number.isInteger(port) || port < 0 || port > 65535) {
			throw new Error(`"${values.port}" is not a port.`);
		}
		return { ...values, port, folder: positionals[0] };
	} catch (error) {
		console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
		process.exit(2);
	}
}

async function folderToOpen() {
	if (options.folder) {
		// Npm changes to the project's folder; what was typed is relative to where it was typed.
		const given = path.resolve(process.env.INIT_CWD ?? process.cwd(), options.folder);
		if (existsSync(given)) return given;
		console.error(`There is no folder ${given}.`);
		process.exit(2);
	}
	const copy = path.join(cacheFolder, 'playground');
	const isNew = await copyPlayground(copy, { reset: options.reset });
	console.log(
		isNew
			? `Made a working copy of the playground in ${copy}.`
			: `Using your working copy of the playground in ${copy} ("npm start -- --reset" for a fresh one).`,
	);
	return copy;
}

/** The `code` command, unless there is no screen it could show a window on. */
function desktopCode() {
	const { DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME } = process.env;
	const hasScreen = process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY || WSL_DISTRO_NAME;
	return hasScreen ? which('code') : undefined;
}

/**
 * @param {string} code
 * @param {string} folder
 */
async function openDesktop(code, folder) {
	console.log('Opening VS Code with the extension. This ends when you close its window.');
	const status = await runVisibly(code, [
		'--new-window',
		'--wait',
		`--extensionDevelopmentPath=${projectRoot}`,
		folder,
		...filesToShow(folder),
	]);
	if (status !== 0) console.error('VS Code did not start; "npm start -- --browser" may help.');
	process.exitCode = status;
}

/** @param {string} folder */
async function openInBrowser(folder) {
	const vscode = await ensureCodeServer();
	const dataFolder = path.join(cacheFolder, 'start');
	const manifest = JSON.parse(await readFile(path.join(projectRoot, 'package.json'), 'utf8'));
	await linkExtension({
		dataFolder,
		extension: projectRoot,
		id: `${manifest.publisher}.${manifest.name}`,
		version: manifest.version,
	});
	const editor = await startEditorServer({
		vscode,
		dataFolder,
		port: options.port,
		trustEverything: true,
	});
	const payload = filesToShow(folder).map(
		(file) => /** @type {[string, string]} */ (['openFile', editor.remoteUri(file)]),
	);
	const address = editor.address(folder, payload.length ? payload : undefined);
	console.log(`\nOpen ${address}\n`);
	console.log('Ctrl-C ends it. After a change: "npm run build", then reload the page.');
	if (!options['no-open']) openWithDesktop(address);
	const status = await editor.exited;
	if (isShuttingDown()) return;
	console.error(`The editor ended (code ${status}).\n${editor.output()}`);
	process.exitCode = 1;
}

/**
 * The file a newcomer wants to see first.
 *
 * @param {string} folder
 */
function filesToShow(folder) {
	const file = path.join(folder, 'conf/local.conf');
	return existsSync(file) ? [file] : [];
}

/** @param {string} address */
function openWithDesktop(address) {
	const { DISPLAY, WAYLAND_DISPLAY } = process.env;
	if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return;
	const opener =
		process.platform === 'darwin' ? which('open') : which('xdg-open', 'wslview', 'explorer.exe');
	if (opener) startBackground(opener, [address]);
}
