/** Starts Chromium for the tests: no window, nothing remembered, no calls home. */
import { chromium } from 'playwright-core';
import { findChromium } from './chromium.mjs';
import { onShutdown } from './shutdown.mjs';

const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	// Containers often have a /dev/shm too small for a browser.
	'--disable-dev-shm-usage',
];

/**
 * @typedef {object} BrowserOptions
 * @property {{ width: number, height: number }} [viewport]
 * @property {'light' | 'dark'} [colorScheme]
 *
 * @param {BrowserOptions} [options]
 * @returns {Promise<import('playwright-core').BrowserContext>} closing it ends the browser
 */
export async function openBrowser({
	viewport = { width: 1280, height: 800 },
	colorScheme = 'dark',
} = {}) {
	const executablePath = await findChromium();
	// An empty name means a new profile that is deleted afterwards.
	const context = await chromium.launchPersistentContext('', {
		executablePath,
		args: FLAGS,
		headless: true,
		viewport,
		colorScheme,
		locale: 'en-US',
		permissions: ['clipboard-read', 'clipboard-write'],
		// Shutdown is ours, so that the browser goes before the server it shows.
		handleSIGINT: false,
		handleSIGTERM: false,
		handleSIGHUP: false,
	});
	const forget = onShutdown({ close: () => context.close() });
	context.once('close', forget);
	return context;
}
