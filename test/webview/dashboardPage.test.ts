import { beforeAll, describe, expect, it } from 'vitest';
import { NO_HISTORY, remember } from '../../client/src/dashboard/history';
import { dashboardView } from '../../client/src/dashboard/model';
import type { ToDashboard } from '../../client/src/dashboard/view';
import type { MetricsSample } from '../../server/src/shared/dashboard';
import { openPages, type Pages } from './browser';
import { ownSample, REMOTE } from './samples';
import { THEMES, type ThemeName } from './themes';

let pages: Pages;
beforeAll(async () => {
	pages = await openPages();
	// It may have to be installed first.
}, 600_000);

/** The message after so many samples, a second apart. */
function message(seconds: number, last: MetricsSample = ownSample(seconds)): ToDashboard {
	const samples = Array.from({ length: seconds - 1 }, (_, index) => ownSample(index + 1));
	const history = [...samples, last].reduce(remember, NO_HISTORY);
	return { kind: 'view', view: dashboardView(last, history), address: null };
}

const STOPPED: MetricsSample = { kind: 'none', state: { kind: 'stopped' } };

describe('the page of the dashboard', () => {
	it('shows what it is sent, with a meaning for every number', async () => {
		const { page, send, sent } = await pages.open('dashboard');
		expect(await sent()).toEqual([{ kind: 'ready' }]);
		await send(message(30));
		expect(await page.getByRole('status').textContent()).toBe(
			'Running in this window at 127.0.0.1:8686',
		);
		const requests = page.locator('[data-tile="requests"]');
		expect(await requests.locator('.value').textContent()).toBe('40per second');
		const titles = await page
			.locator('.tile')
			.evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute('title')));
		expect(titles.every(Boolean)).toBe(true);
		expect(await page.locator('canvas').count()).toBe(3);
		const chart = page.getByRole('img', { name: /^Requests, the last 5 minutes/ });
		expect(await chart.getAttribute('aria-label')).toContain('now 40');
		expect(await page.getByRole('row', { name: /10\.0\.0\.7/ }).count()).toBe(1);
	});

	it('changes numbers in place, and leaves open what is open', async () => {
		const { page, send } = await pages.open('dashboard');
		await send(message(10));
		const details = page.locator('details').first();
		await details.locator('summary').click();
		const rows = details.getByRole('row');
		// The rows are made when the event of the click comes.
		await expect.poll(() => rows.count()).toBeGreaterThan(1);
		const before = await rows.count();
		await send(message(12));
		expect(await details.getAttribute('open')).not.toBeNull();
		await expect.poll(() => rows.count()).toBe(before + 2);
		expect(await page.locator('[data-tile="unihashes"] .value').textContent()).toBe('12,012rows');
		expect(
			await page
				.locator('summary')
				.first()
				.evaluate((node) => node.matches(':focus')),
		).toBe(true);
	});

	it('explains below the numbers when asked, also after a reload', async () => {
		const { page, send, kept } = await pages.open('dashboard', { state: { isExplained: false } });
		await send(message(3));
		const text = page.locator('[data-tile="rebuildsAvoided"] .explanation');
		expect(await text.isVisible()).toBe(false);
		await page.getByRole('button', { name: 'Explain the Numbers' }).press('Enter');
		expect(await text.isVisible()).toBe(true);
		const again = await pages.open('dashboard', { state: await kept() });
		await again.send(message(3));
		expect(await again.page.locator('[data-tile="rebuildsAvoided"] .explanation').isVisible()).toBe(
			true,
		);
	});

	it('offers the start where no server runs, and goes back to numbers when one does', async () => {
		const { page, send, sent } = await pages.open('dashboard');
		await send(message(1, STOPPED));
		await page.getByRole('button', { name: 'Start Hash Server' }).click();
		expect((await sent()).at(-1)).toEqual({ kind: 'action', id: 'start' });
		await send(message(2));
		expect(await page.locator('[data-section]').count()).toBe(4);
		await send(message(1, STOPPED));
		expect(await page.locator('[data-section]').count()).toBe(0);
	});

	it('draws anew in the colours of another theme', async () => {
		const { page, send } = await pages.open('dashboard');
		await send(message(5));
		const first = await page.locator('canvas').first().elementHandle();
		await page.evaluate('document.body.className = "vscode-light"');
		await expect.poll(() => first?.evaluate((node) => node.isConnected)).toBe(false);
		expect(await page.locator('canvas').count()).toBe(3);
	});

	const themes = Object.keys(THEMES) as ThemeName[];
	const forms = [
		{ theme: 'dark' as const, width: 320 },
		...themes.flatMap((theme) => [800, 1600].map((width) => ({ theme, width }))),
	];
	it.each(forms)(
		'is accessible in $theme at $width pixels, and as wide as it may be',
		async (form) => {
			const { page, send, violations } = await pages.open('dashboard', {
				...form,
				state: { isExplained: true },
			});
			for (const view of [message(30), message(1, STOPPED), message(1, REMOTE)]) {
				await send(view);
				expect(await violations()).toEqual([]);
				expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
					form.width,
				);
			}
		},
	);
});
