import { beforeAll, describe, expect, it } from 'vitest';
import { doctorView } from '../../client/src/doctor/model';
import type { DoctorState } from '../../client/src/doctor/state';
import type { ToDoctor } from '../../client/src/doctor/view';
import type { DoctorReport } from '../../server/src/shared/doctor';
import { openPages, type Pages } from './browser';
import { DEAD, HALF_BROKEN, HEALTHY, reportOf, stateOf } from './reports';
import { THEMES, type ThemeName } from './themes';

let pages: Pages;
beforeAll(async () => {
	pages = await openPages();
	// It may have to be installed first.
}, 600_000);

function message(report: DoctorReport, change: Partial<DoctorState> = {}): ToDoctor {
	const state = stateOf(report, change);
	const { buildUri, shown } = state;
	return { kind: 'view', view: doctorView(state), kept: { buildUri, shown } };
}

const running = (done: number): DoctorState['run'] => ({
	kind: 'running',
	progress: { done, total: 17, title: 'Clock' },
});

describe('the page of the Doctor', () => {
	it('begins with the verdict, then tells every check in its group', async () => {
		const { page, send, sent } = await pages.open('doctor');
		expect(await sent()).toEqual([{ kind: 'ready' }]);
		await send(message(HALF_BROKEN));
		expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(
			/^Something is wrong: 1 problem, 1 warning/,
		);
		expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
			'Problems (1)',
			'Warnings (1)',
			'Worth knowing (1)',
			'Fine (14)',
			'Not looked at (1)',
		]);
		expect(await page.getByRole('heading', { level: 3 }).count()).toBe(HALF_BROKEN.checks.length);
		const problem = page.locator('[data-check="server"]');
		expect(await problem.locator('.badge').textContent()).toBe('problem');
		const text = await problem.textContent();
		for (const part of ['10.0.0.5:8686', 'What it means', 'What to do', 'Start the server']) {
			expect(text).toContain(part);
		}
		expect(await page.getByRole('region', { name: 'Problems (1)' }).count()).toBe(1);
		expect(await page.getByRole('list').first().getByRole('listitem').count()).toBe(2);
	});

	it('tells more of what is fine when asked, from the keyboard too', async () => {
		const { page, send } = await pages.open('doctor');
		await send(message(HEALTHY));
		const more = page.locator('[data-check="settings"] code').first();
		expect(await more.isVisible()).toBe(false);
		await page.locator('[data-check="settings"] summary').press('Enter');
		expect(await more.isVisible()).toBe(true);
	});

	it('sends what is pressed', async () => {
		const { page, send, sent } = await pages.open('doctor');
		await send(message(HALF_BROKEN));
		const presses: [string, unknown][] = [
			['Run Again', { kind: 'run' }],
			['Copy as Markdown', { kind: 'copy' }],
			['Open my local.conf, line 12', { kind: 'open', id: 'server' }],
		];
		for (const [name, expected] of presses) {
			await page.getByRole('button', { name }).press('Enter');
			expect((await sent()).at(-1)).toEqual(expected);
		}
	});

	it('shows how far an examination is, and cancels it', async () => {
		const { page, send, sent } = await pages.open('doctor');
		await send(message(HALF_BROKEN));
		await page.getByRole('button', { name: 'Run Again' }).focus();
		await send(message(HALF_BROKEN, { run: running(3) }));
		const bar = page.getByRole('progressbar', { name: '3 of 17: Clock' });
		expect(await bar.evaluate((node: { value?: number }) => node.value)).toBe(3);
		expect(await page.evaluate('document.activeElement.id')).toBe('run');
		const asked = (await sent()).length;
		await page.keyboard.press('Enter');
		expect(await sent()).toHaveLength(asked);
		await page.getByRole('button', { name: 'Cancel' }).press('Enter');
		expect((await sent()).at(-1)).toEqual({ kind: 'cancel' });
		await send(message(HALF_BROKEN, { run: { kind: 'cancelled' } }));
		expect(await page.getByRole('progressbar').count()).toBe(0);
		expect(await page.evaluate('document.activeElement.id')).toBe('run');
		expect(await page.getByText('The examination was cancelled').count()).toBe(2);
	});

	it('says beginning and result to a screen reader, and changes nothing between', async () => {
		const { page, send } = await pages.open('doctor');
		await send(message(HEALTHY));
		const status = page.getByRole('status');
		expect(await status.textContent()).toBe('');
		await page.locator('[data-check="settings"] summary').click();
		const check = await page.locator('[data-check="settings"]').elementHandle();
		for (const done of [1, 2]) {
			await send(message(HEALTHY, { run: running(done) }));
			expect(await status.textContent()).toBe('The Doctor examines the build');
		}
		expect(await check?.evaluate((node) => node.isConnected)).toBe(true);
		await send(message(HALF_BROKEN, { run: { kind: 'done' } }));
		expect(await status.textContent()).toMatch(/^Something is wrong: 1 problem/);
		// What was open stays so in the new report.
		expect(await page.locator('[data-check="settings"] code').first().isVisible()).toBe(true);
	});

	it('keeps what is needed to show the same after a reload', async () => {
		const { send, kept } = await pages.open('doctor');
		const sent = message(HALF_BROKEN);
		await send(sent);
		expect(await kept()).toEqual(sent.kept);
	});

	it('tells what went wrong with an examination', async () => {
		const { page, send } = await pages.open('doctor');
		await send(message(HEALTHY, { run: { kind: 'failed', message: 'It ended.' } }));
		expect(await page.getByRole('alert').textContent()).toBe('It ended.');
		await send(message(HEALTHY, { run: { kind: 'done' } }));
		expect(await page.getByRole('alert').textContent()).toBe('');
	});

	it('runs nothing that a configuration file says', async () => {
		const { page, send } = await pages.open('doctor');
		const evil = '<script>window.evil = 1</script><img src=x onerror="window.evil = 1">';
		const found = { status: 'problem', summary: evil, details: [evil], meaning: evil } as const;
		await send(message(reportOf({ server: { ...found, fix: evil } })));
		expect(await page.getByText(evil).count()).toBe(4);
		expect(await page.locator('main :is(script, img)').count()).toBe(0);
		expect(await page.evaluate('window.evil')).toBeUndefined();
	});

	const themes = Object.keys(THEMES) as ThemeName[];
	const forms = [
		{ theme: 'dark' as const, width: 320 },
		...themes.flatMap((theme) => [800, 1600].map((width) => ({ theme, width }))),
	];
	it.each(forms)(
		'is accessible in $theme at $width pixels, and as wide as it may be',
		async (form) => {
			const { page, send, violations } = await pages.open('doctor', form);
			for (const view of [
				message(HEALTHY),
				message(HALF_BROKEN, { run: running(3) }),
				message(DEAD, { run: { kind: 'failed', message: 'It ended.' } }),
				message(HEALTHY, { shown: null, run: { kind: 'cancelled' } }),
			]) {
				await send(view);
				await page.evaluate('document.querySelectorAll("details").forEach((it) => it.open = true)');
				expect(await violations()).toEqual([]);
				expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
					form.width,
				);
			}
		},
	);
});
