/** Starts the VS Code server and says under which address a browser finds it. */
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { node24 } from './node24.mjs';
import { run, startBackground } from './processes.mjs';

/**
 * @typedef {object} EditorOptions
 * @property {string} vscode folder that `ensureCodeServer` answered
 * @property {string} dataFolder where this editor keeps settings, extensions and logs
 * @property {number} [port] 0, the default, picks a free one
 * @property {Record<string, unknown>} [settings] user settings
 * @property {boolean} [testDriver] accept test suites in the address; notifications then show no toasts
 * @property {boolean} [trustEverything] no questions about workspace trust
 * @property {NodeJS.ProcessEnv} [env] additions to the environment of the extension host
 *
 * @typedef {object} EditorServer
 * @property {string} url
 * @property {() => string} output
 * @property {() => Promise<void>} stop
 * @property {Promise<number>} exited
 * @property {(folder: string | undefined, payload?: [string, string][]) => string} address what to open to see a folder
 * @property {(file: string) => string} remoteUri the editor's name for a file of this machine
 */

/**
 * Settings that keep what the editor says about itself out of the way, and
 * what differs in the browser as it is on the desktop.
 */
const BASE_SETTINGS = {
	'files.autoSave': 'off',
	'remote.autoForwardPorts': false,
	'workbench.startupEditor': 'none',
	'workbench.tips.enabled': false,
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'workbench.welcomePage.walkthroughs.openOnInstall': false,
	'chat.disableAIFeatures': true,
	'telemetry.telemetryLevel': 'off',
	'update.showReleaseNotes': false,
	'extensions.ignoreRecommendations': true,
	'git.openRepositoryInParentFolders': 'never',
};

/** How long the server may take to answer, in milliseconds; it needs about two seconds. */
const START_TIMEOUT = 60_000;

/**
 * How long the extension host of a vanished window waits for it, in seconds.
 * VS Code's three hours are for networks that fail; here a window is gone
 * because it was closed, and its hash server should go with it.
 */
const GRACE = 15;

/**
 * Starts the server and waits until it answers.
 *
 * @param {EditorOptions} options
 * @returns {Promise<EditorServer>}
 */
export async function startEditorServer(options) {
	const { dataFolder, port = 0, settings = {}, testDriver, trustEverything, env } = options;
	const userFolder = path.join(dataFolder, 'user-data/User');
	await mkdir(userFolder, { recursive: true });
	await writeFile(
		path.join(userFolder, 'settings.json'),
		JSON.stringify({ ...BASE_SETTINGS, ...settings }, null, '\t'),
	);

	/** @type {(port: number) => void} */
	let listening = () => {};
	/** @type {Promise<number>} */
	const bound = new Promise((resolve) => {
		listening = resolve;
	});
	const server = startBackground(
		node24(),
		[
			path.join(options.vscode, 'out/server-main.js'),
			...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
			...['--accept-server-license-terms', '--telemetry-level', 'off', '--disable-telemetry'],
			...['--disable-update-check', '--disable-getting-started-override'],
			...['--reconnection-grace-time', String(GRACE)],
			...(testDriver ? ['--enable-smoke-test-driver'] : []),
			...(trustEverything ? ['--disable-workspace-trust'] : []),
			...folderArguments(dataFolder),
		],
		{
			env: { ...process.env, ...env },
			onLine(line) {
				const match = /Extension host agent listening on (\d+)/.exec(line);
				if (match) listening(Number(match[1]));
			},
		},
	);
	try {
		const actualPort = await Promise.race([
			bound,
			server.exited.then(() => failed('ended before it listened')),
			expire(START_TIMEOUT, () => failed(`did not listen within ${START_TIMEOUT / 1000} s`)),
		]);
		const url = `http://127.0.0.1:${actualPort}/`;
		const answer = await fetch(url);
		if (!answer.ok) failed(`answers ${answer.status}`);
		await answer.body?.cancel();
		return {
			url,
			output: server.output,
			stop: server.stop,
			exited: server.exited,
			address: (folder, payload) => addressOf(url, folder, payload),
			remoteUri: (file) => `vscode-remote://127.0.0.1:${actualPort}${encodeURI(file)}`,
		};
	} catch (error) {
		await server.stop();
		throw error;
	}

	/** @param {string} what @returns {never} */
	function failed(what) {
		throw new Error(`The VS Code server ${what}. It printed:\n${server.output()}`);
	}
}

/**
 * Installs a packaged extension, as a user would.
 *
 * @param {{ vscode: string, dataFolder: string, vsix: string }} options
 */
export async function installVsix({ vscode, dataFolder, vsix }) {
	const output = await run(node24(), [
		path.join(vscode, 'out/server-main.js'),
		...folderArguments(dataFolder),
		...['--install-extension', vsix, '--force'],
	]);
	if (!output.includes('successfully installed')) {
		throw new Error(`${vsix} was not installed:\n${output}`);
	}
}

/**
 * Makes a folder with package.json and dist/ an installed extension, by a
 * link, so that a rebuild needs only a reload of the window. The editor's own
 * way to load an extension under development in a browser exists only
 * together with its test driver, which hides notifications.
 *
 * @param {{ dataFolder: string, extension: string, id: string, version: string }} options
 */
export async function linkExtension({ dataFolder, extension, id, version }) {
	const folder = path.join(dataFolder, 'extensions');
	const name = `${id}-${version}`;
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	await symlink(extension, path.join(folder, name), 'dir');
	const entry = {
		identifier: { id },
		version,
		location: { $mid: 1, scheme: 'file', path: path.join(folder, name) },
		relativeLocation: name,
	};
	await writeFile(path.join(folder, 'extensions.json'), JSON.stringify([entry]));
}

/** @param {string} dataFolder */
function folderArguments(dataFolder) {
	return [
		...['--server-data-dir', path.join(dataFolder, 'server-data')],
		...['--user-data-dir', path.join(dataFolder, 'user-data')],
		...['--extensions-dir', path.join(dataFolder, 'extensions')],
	];
}

/**
 * @param {string} url
 * @param {string | undefined} folder
 * @param {[string, string][]} [payload]
 */
function addressOf(url, folder, payload) {
	const address = new URL(url);
	// Without a folder the server opens the last one again, unless told that there is none.
	if (folder) address.searchParams.set('folder', folder);
	else address.searchParams.set('ew', 'true');
	if (payload) address.searchParams.set('payload', JSON.stringify(payload));
	return address.href;
}

/**
 * @template T
 * @param {number} milliseconds
 * @param {() => T} then
 * @returns {Promise<T>}
 */
function expire(milliseconds, then) {
	return new Promise((resolve, reject) => {
		setTimeout(() => {
			try {
				resolve(then());
			} catch (error) {
				reject(error);
			}
		}, milliseconds).unref();
	});
}
