/** The built pages in a real browser, with the editor's colours around them. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, onTestFinished } from 'vitest';
// @ts-expect-error: a script without declarations, which answers a path
import { findChromium } from '../../scripts/lib/chromium.mjs';
import { temporaryFolder } from '../support/bundles';
import { THEMES, type ThemeName } from './themes';

const ROOT = resolve(import.meta.dirname, '../..');
/** The address that the page pretends to have; nothing is fetched from it. */
const ORIGIN = 'https://page.test';

export interface WebPage {
	readonly page: Page;
	/** Does what the host does when it sends a message. */
	send(message: unknown): Promise<void>;
	/** What the page has sent to the host. */
	sent(): Promise<unknown[]>;
	/** What the page has kept for the next time. */
	kept(): Promise<unknown>;
	/** What axe finds wrong. */
	violations(): Promise<string[]>;
}

export interface Pages {
	open(name: 'dashboard' | 'explore' | 'doctor', options?: PageOptions): Promise<WebPage>;
}

interface PageOptions {
	readonly theme?: ThemeName;
	readonly width?: number;
	readonly state?: unknown;
}

/** Bundles the pages as the product does, and starts a browser for them. */
export async function openPages(): Promise<Pages> {
	const [files, browser, axe] = await Promise.all([
		bundlePages(),
		launch(),
		readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'),
	]);
	return {
		open: async (name, { theme = 'dark', width = 1600, state = null } = {}) => {
			const context = await browser.newContext({
				viewport: { width, height: 900 },
				reducedMotion: 'reduce',
			});
			onTestFinished(() => context.close());
			const page = await context.newPage();
			page.setDefaultTimeout(30_000);
			// Only the page's own files: whatever else it asked for would fail.
			await page.route('**/*', (route) => {
				const path = new URL(route.request().url()).pathname.slice(1);
				if (path === '') {
					return route.fulfill({ contentType: 'text/html', body: htmlOf(name, theme, state) });
				}
				return files.includes(path.split('?')[0] ?? '')
					? route.fulfill({ path: join(dist, path) })
					: route.abort();
			});
			await page.goto(ORIGIN);
			return webPage(page, axe);
		},
	};
}

let dist = '';

async function bundlePages(): Promise<string[]> {
	dist = temporaryFolder();
	await build({
		absWorkingDir: ROOT,
		entryPoints: {
			dashboard: 'client/webview/dashboard/main.ts',
			explore: 'client/webview/explore/main.ts',
			doctor: 'client/webview/doctor/main.ts',
		},
		outdir: dist,
		bundle: true,
		format: 'iife',
		loader: { '.ttf': 'file' },
		assetNames: '[name]',
		logLevel: 'warning',
	});
	const names = ['dashboard', 'explore', 'doctor'].flatMap((name) => [`${name}.js`, `${name}.css`]);
	return [...names, 'codicon.ttf'];
}

async function launch(): Promise<Browser> {
	const browser = await chromium.launch({
		executablePath: (await findChromium()) as string,
		args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
		timeout: 120_000,
	});
	afterAll(() => browser.close());
	return browser;
}

/** The editor's side: its colours, its API, and the policy that our pages get there. */
function htmlOf(name: string, theme: ThemeName, state: unknown): string {
	const { kind, colors } = THEMES[theme];
	const variables = Object.entries(colors)
		.map(([key, value]) => `--vscode-${key}: ${value};`)
		.join(' ');
	return `<!DOCTYPE html>
<html lang="en">
<head>
	<meta charset="UTF-8">
	<title>${name}</title>
	<style>:root { ${variables} } body { margin: 0; }</style>
	<link rel="stylesheet" href="/${name}.css">
</head>
<body class="${kind}">
	<main id="page"></main>
	<script>
		window.sent = [];
		window.kept = ${JSON.stringify(state)};
		window.acquireVsCodeApi = () => ({
			postMessage: (message) => window.sent.push(message),
			getState: () => window.kept,
			setState: (state) => { window.kept = state; },
		});
	</script>
	<script src="/${name}.js"></script>
</body>
</html>`;
}

function webPage(page: Page, axe: string): WebPage {
	return {
		page,
		send: (message) =>
			page.evaluate(
				`window.postMessage(${JSON.stringify(message)}, '*'); new Promise(requestAnimationFrame)`,
			),
		sent: () => page.evaluate('window.sent'),
		kept: () => page.evaluate('window.kept'),
		violations: async () => {
			await page.evaluate(axe);
			const { violations } = (await page.evaluate('axe.run()')) as {
				violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
			};
			return violations.map(
				({ id, nodes }) =>
					`${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`,
			);
		},
	};
}
