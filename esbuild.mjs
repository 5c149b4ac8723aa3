/**
 * Builds the bundles of the product into dist/.
 *
 * client.js           the VS Code extension
 * server.js           the language server (IPC from the extension, or --stdio)
 * hashserv-worker.js  the hash equivalence server in a worker thread
 * database-reader.js  looks into its database, in a thread of its own
 * dashboard.js, .css  the dashboard's page
 * explore.js, .css    the page of equivalences
 * doctor.js, .css     the Doctor's page
 * hashequiv.js        the command line: loads hashequiv-serve.js for a server, else
 *                     hashequiv-main.js, compiled before if it can
 *
 * `--watch` rebuilds on change, `--production` minifies.
 */
import { chmod, rm } from 'node:fs/promises';
import esbuild from 'esbuild';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

/** @type {import('esbuild').BuildOptions} */
const common = {
	bundle: true,
	platform: 'node',
	format: 'cjs',
	// The oldest Node the command line supports; the extension's own is newer.
	target: 'node20',
	outdir: 'dist',
	external: ['vscode', 'node:sqlite'],
	// ws does without its optional native modules, and so does not look for any.
	define: { 'process.env.WS_NO_BUFFER_UTIL': '"1"', 'process.env.WS_NO_UTF_8_VALIDATE': '"1"' },
	// The ESM builds of the language server packages; their CommonJS ones cannot be tree-shaken.
	mainFields: ['module', 'main'],
	sourcemap: production ? false : 'linked',
	minify: production,
	legalComments: 'none',
	logLevel: 'info',
};

/**
 * Pages in the editor. The icons' font is a file beside them.
 *
 * @type {import('esbuild').BuildOptions}
 */
const page = {
	...common,
	platform: 'browser',
	format: 'iife',
	target: 'es2022',
	external: [],
	define: {},
	loader: { '.ttf': 'file' },
	assetNames: '[name]',
};

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
	{ ...common, entryPoints: { client: 'client/src/extension.ts' } },
	{ ...common, entryPoints: { server: 'server/src/main.ts' } },
	{ ...common, entryPoints: { 'hashserv-worker': 'server/src/hashserv/worker.ts' } },
	{ ...common, entryPoints: { 'database-reader': 'server/src/hashserv/explore/worker.ts' } },
	{ ...page, entryPoints: { dashboard: 'client/webview/dashboard/main.ts' } },
	{ ...page, entryPoints: { explore: 'client/webview/explore/main.ts' } },
	{ ...page, entryPoints: { doctor: 'client/webview/doctor/main.ts' } },
	{ ...common, entryPoints: { 'hashequiv-main': 'server/src/cli.ts' } },
	{ ...common, entryPoints: { 'hashequiv-serve': 'server/src/serve.ts' } },
	{
		...common,
		entryPoints: { hashequiv: 'server/src/start.ts' },
		banner: { js: '#!/usr/bin/env node' },
	},
];

if (watch) {
	const contexts = await Promise.all(bundles.map((options) => esbuild.context(options)));
	await Promise.all(contexts.map((context) => context.watch()));
} else {
	await rm('dist', { recursive: true, force: true });
	await Promise.all(bundles.map((options) => esbuild.build(options)));
	await chmod('dist/hashequiv.js', 0o755);
}
