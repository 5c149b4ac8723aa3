import { beforeAll, describe, expect, it } from 'vitest';
import { exploreView } from '../../client/src/explore/model';
import { type ExploreState, outputId } from '../../client/src/explore/state';
import type { ToExplore } from '../../client/src/explore/view';
import { openPages, type Pages } from './browser';
import { EXPLORED } from './samples';
import { THEMES, type ThemeName } from './themes';

let pages: Pages;
beforeAll(async () => {
	pages = await openPages();
	// It may have to be installed first.
}, 600_000);

function message(change: Partial<ExploreState> = {}): ToExplore {
	return { kind: 'view', view: exploreView({ ...EXPLORED, ...change }), address: null };
}

const [FIRST] = EXPLORED.open!.rows;

describe('the page of equivalences', () => {
	it('shows what was found and what is open', async () => {
		const { page, send, sent, kept } = await pages.open('explore');
		expect(await sent()).toEqual([{ kind: 'ready' }]);
		await send(message());
		expect(await page.locator('[data-class]').count()).toBe(2);
		expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
			'Results',
			'busybox do_package',
		]);
		expect(await page.locator('[data-row]').count()).toBe(3);
		expect(await kept()).toEqual({ address: null, text: 'busybox', field: 'anything' });
	});

	it('searches while one types, and does not type over it', async () => {
		const { page, send, sent } = await pages.open('explore');
		await send(message({ text: '', found: null, open: null }));
		const box = page.getByRole('searchbox');
		await box.fill('perl');
		const search = { kind: 'search', text: 'perl', field: 'anything' };
		await expect.poll(async () => (await sent()).at(-1)).toEqual(search);
		await send(message({ text: 'per', isSearching: true }));
		expect(await box.inputValue()).toBe('perl');
		await page.getByRole('combobox').selectOption('Recipe');
		expect((await sent()).at(-1)).toEqual({ ...search, field: 'recipe' });
		await page.getByRole('button', { name: 'Stop' }).click();
		expect((await sent()).at(-1)).toEqual({ kind: 'stop' });
	});

	it('tells what is under way, and goes on with another search meanwhile', async () => {
		const { page, send, sent } = await pages.open('explore');
		await send(message());
		const bar = page.getByRole('progressbar');
		const stop = page.getByRole('button', { name: 'Stop' });
		expect(await bar.count()).toBe(0);
		await send(message({ work: { text: 'Opening perl...', canStop: true } }));
		expect(await bar.getAttribute('aria-label')).toBe('Opening perl...');
		expect(await page.locator('.parts').getAttribute('aria-busy')).toBe('true');
		await page.getByText('Opening perl...').waitFor();
		await stop.click();
		expect((await sent()).at(-1)).toEqual({ kind: 'stop' });
		await send(message({ work: { text: 'Removing the rows...', canStop: false } }));
		expect(await stop.count()).toBe(0);
		await page.getByRole('searchbox').fill('perl');
		await expect.poll(async () => (await sent()).at(-1)).toMatchObject({ text: 'perl' });
		await send(message());
		expect(await bar.count()).toBe(0);
		expect(await page.locator('.parts').getAttribute('aria-busy')).toBe('false');
	});

	it('takes a search that came from elsewhere', async () => {
		const { page, send } = await pages.open('explore');
		await send(message({ text: '' }));
		const box = page.getByRole('searchbox');
		await box.fill('perl');
		await send(message({ text: 'abcd1234', field: 'hash', queryRevision: 1 }));
		expect(await box.inputValue()).toBe('abcd1234');
		expect(await page.getByRole('combobox').inputValue()).toBe('hash');
	});

	it('sends what is pressed', async () => {
		const { page, send, sent } = await pages.open('explore');
		await send(message());
		const id = outputId(FIRST!);
		const row = page.locator(`[data-row="${id}"]`);
		const presses: [string, unknown][] = [
			['Copy aaaaaaaaaaaa', { kind: 'copy', text: 'a'.repeat(64) }],
			['Show the output of busybox do_package aaaaaaaa', { kind: 'showOutput', id }],
			['Compare the output of busybox do_package aaaaaaaa', { kind: 'choose', id }],
			['Remove busybox do_package aaaaaaaa', { kind: 'remove', id }],
		];
		for (const [name, expected] of presses) {
			await row.getByRole('button', { name }).click();
			expect((await sent()).at(-1)).toEqual(expected);
		}
		await page.getByRole('button', { name: 'Remove All...' }).click();
		expect((await sent()).at(-1)).toEqual({ kind: 'removeAll' });
		await page.getByRole('button', { name: 'Export what was found...' }).click();
		expect((await sent()).at(-1)).toEqual({ kind: 'exportResults' });
		await page.getByRole('button', { name: 'Export this class...' }).click();
		expect((await sent()).at(-1)).toEqual({ kind: 'exportClass' });
		await page.getByRole('button', { name: /^name not reported/ }).click();
		expect((await sent()).at(-1)).toMatchObject({ kind: 'open' });
	});

	it('compares when two outputs are chosen, and offers no listing that is not there', async () => {
		const { page, send } = await pages.open('explore');
		const output = (taskhash: string) => ({
			method: 'm',
			taskhash,
			outhash: FIRST!.outhash!,
			name: '',
		});
		const compare = page.getByRole('button', { name: /^Compare \(/ });
		await send(message({ chosen: [output(FIRST!.taskhash)] }));
		expect(await compare.isDisabled()).toBe(true);
		expect(await page.locator('[aria-pressed="true"]').count()).toBe(1);
		await send(message({ chosen: [output(FIRST!.taskhash), output('f'.repeat(64))] }));
		expect(await compare.isDisabled()).toBe(false);
		const withoutListing = page.locator(`[data-row="${outputId(EXPLORED.open!.rows[1]!)}"]`);
		const disabled = withoutListing.getByRole('button', { disabled: true });
		expect(await disabled.count()).toBe(2);
		expect(await disabled.first().getAttribute('title')).toContain(
			'SSTATE_HASHEQUIV_REPORT_TASKDATA',
		);
	});

	it('keeps the focus on what it was on', async () => {
		const { page, send } = await pages.open('explore');
		await send(message());
		await page.locator(`[id="choose-${outputId(FIRST!)}"]`).focus();
		await send(message({ found: { ...EXPLORED.found!, cursor: null } }));
		expect(await page.evaluate('document.activeElement.id')).toBe(`choose-${outputId(FIRST!)}`);
	});

	it('gives the focus to what is next where its place goes', async () => {
		const { page, send } = await pages.open('explore');
		const focused = () => page.locator(':focus').getAttribute('id');
		await send(message());
		const opener = await page.locator('tr.open button').first().getAttribute('id');
		await page.locator('#close-class').focus();
		await send(message({ open: null }));
		expect(await focused()).toBe(opener);
		await send(message({ work: { text: 'Opening perl...', canStop: true } }));
		await page.locator('#stop').focus();
		await send(message());
		expect(await focused()).toBe('search');
	});

	it('leaves on Escape what is open, then what is under way', async () => {
		const { page, send, sent } = await pages.open('explore');
		const kinds = async () => (await sent()).map((each) => Object(each).kind);
		await send(message({ work: { text: 'Reading...', canStop: true } }));
		await page.locator('#close-class').focus();
		await page.keyboard.press('Escape');
		expect((await kinds()).at(-1)).toBe('close');
		await send(message({ open: null, isSearching: true }));
		await page.keyboard.press('Escape');
		expect((await kinds()).at(-1)).toBe('stop');
		await send(message({ open: null }));
		const before = await kinds();
		await page.keyboard.press('Escape');
		expect(await kinds()).toEqual(before);
	});

	it('tells what went wrong', async () => {
		const { page, send } = await pages.open('explore');
		await send(message({ problem: 'No hash server is running.', found: null, open: null }));
		expect(await page.getByRole('alert').textContent()).toBe('No hash server is running.');
	});

	const themes = Object.keys(THEMES) as ThemeName[];
	const forms = [
		{ theme: 'dark' as const, width: 320 },
		...themes.flatMap((theme) => [800, 1600].map((width) => ({ theme, width }))),
	];
	it.each(forms)(
		'is accessible in $theme at $width pixels, and as wide as it may be',
		async (form) => {
			const { page, send, violations } = await pages.open('explore', form);
			for (const view of [
				message(),
				message({ found: null, open: null, problem: 'Nothing runs.' }),
			]) {
				await send(view);
				expect(await violations()).toEqual([]);
				expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
					form.width,
				);
			}
		},
	);
});
