/**
 * The box at the top of the window in which one types where to go or what to
 * run. A window that moves its focus just then closes it, and a key pressed
 * meanwhile is lost: a person does it again.
 */
import type { Locator, Page } from 'playwright-core';
import { until } from '../support/cases';

/** How long a person waits before doing it again, in milliseconds. */
export const PATIENCE = 5_000;

/** True when it is there before a person's patience ends. */
export function appears(locator: Locator): Promise<boolean> {
	return done(locator.waitFor({ timeout: PATIENCE }));
}

/** True when it is gone before a person's patience ends. */
export function vanishes(locator: Locator): Promise<boolean> {
	return done(locator.waitFor({ state: 'hidden', timeout: PATIENCE }));
}

/** True when it could be clicked before a person's patience ends. */
export function clicked(locator: Locator): Promise<boolean> {
	return done(locator.click({ timeout: PATIENCE }));
}

export function quickInput(page: Page): Locator {
	return page.locator('.quick-input-widget .quick-input-box input');
}

/** The first row of the open list that holds this text. */
export function pickRow(page: Page, label: string | RegExp): Locator {
	return page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first();
}

/** Opens the box with a key and types, until what comes `next` is true. */
export async function type(
	page: Page,
	{ key, text, next }: { key: string; text: string; next: () => Promise<boolean> },
): Promise<void> {
	const input = quickInput(page);
	await until(`"${text}" in the quick input`, async () => {
		if (!(await input.isVisible())) await page.keyboard.press(key);
		const isTyped = await done(input.fill(text, { timeout: PATIENCE }));
		if (isTyped && (await next())) return true;
		await page.keyboard.press('Escape');
		return false;
	});
}

/** The same, to click a row. */
export function choose(page: Page, key: string, text: string, row: string | RegExp): Promise<void> {
	return type(page, { key, text, next: () => clicked(pickRow(page, row)) });
}

function done(action: Promise<unknown>): Promise<boolean> {
	return action.then(
		() => true,
		() => false,
	);
}
