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
 * Answers a browser; each of its contexts is a profile of its own.
 *
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function openBrowser() {
	const browser = await chromium.launch({
		executablePath: await findChromium(),
		args: FLAGS,
		headless: true,
		// Its first start reads some hundred megabytes from a disk that may be slow.
		timeout: 120_000,
		// Shutdown is ours, so that the browser goes before the server it shows.
		handleSIGINT: false,
		handleSIGTERM: false,
		handleSIGHUP: false,
	});
	const forget = onShutdown({ close: () => browser.close() });
	browser.once('disconnected', forget);
	return browser;
}
