/** The active text editor as a person uses it. */
import type { Locator, Page } from 'playwright-core';
import { until } from '../support/cases';
import { appears, choose, clicked, quickInput } from './quickInput';

export class Editor {
	readonly page: Page;

	constructor(page: Page) {
		this.page = page;
	}

	async focus(): Promise<void> {
		await this.page.locator(`${ACTIVE} .native-edit-context, ${ACTIVE} textarea`).first().focus();
	}

	/** Replaces the whole text, as if pasted. */
	async replaceAll(text: string): Promise<void> {
		await this.focus();
		await this.page.keyboard.press('Control+A');
		await this.page.keyboard.insertText(text);
	}

	/** Puts the cursor at a place (1-based). */
	async goTo(line: number, column = 1): Promise<void> {
		// With the pointer: an Enter that comes too late would be typed into the text.
		await choose(this.page, 'Control+G', `:${line}:${column}`, new RegExp(`\\b${line}\\b`));
		await quickInput(this.page).waitFor({ state: 'hidden' });
		await this.focus();
	}

	/** The lines on the screen, from top to bottom. */
	async visibleLines(): Promise<string[]> {
		const lines = await this.page.locator(`${ACTIVE} .view-line`).evaluateAll((nodes) =>
			nodes
				.map((node) => ({ top: Number.parseFloat(node.style.top), text: node.textContent ?? '' }))
				.sort((a, b) => a.top - b.top)
				.map((line) => line.text),
		);
		return lines.map((line) => line.replaceAll('\u00a0', ' '));
	}

	/** Waits until the lines on the screen are those of a text. */
	async shows(text: string): Promise<void> {
		let seen: string[] = [];
		try {
			await until('the text', async () => {
				seen = await this.visibleLines();
				return seen.join('\n') === text;
			});
		} catch (error) {
			throw new Error(`${error} The screen shows:\n${seen.join('\n')}`);
		}
	}

	squiggles(severity: 'error' | 'warning' | 'info'): Locator {
		return this.page.locator(`${ACTIVE} .cdr.squiggly-${severity}`);
	}

	/** Opens the quick fix menu at the cursor and answers its titles. */
	async quickFixes(): Promise<string[]> {
		await until('the quick fix menu', async () => {
			// VS Code drops the request when findings change meanwhile: a person asks
			// again. Escape first, because asking in an open menu takes its first fix.
			await this.closeQuickFixes();
			await this.focus();
			await this.page.keyboard.press('Control+.');
			return appears(this.fixRows.first());
		});
		return (await this.fixRows.allInnerTexts()).map((title) => title.trim());
	}

	hasQuickFixesOpen(): Promise<boolean> {
		return this.fixMenu.isVisible();
	}

	async closeQuickFixes(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.fixMenu.waitFor({ state: 'hidden' });
	}

	/** Takes the quick fix at the cursor whose title holds this. */
	async quickFix(title: string | RegExp): Promise<void> {
		let titles: string[] = [];
		try {
			await until(`the quick fix ${title}`, async () => {
				titles = await this.quickFixes();
				return clicked(this.fixRows.filter({ hasText: title }).first());
			});
		} catch (error) {
			throw new Error(`${error} There are: ${titles.join(' | ')}`);
		}
		await this.fixMenu.waitFor({ state: 'hidden' });
	}

	private get fixMenu(): Locator {
		return this.page.locator('.action-widget:not(.action-list-submenu-panel)');
	}

	private get fixRows(): Locator {
		return this.fixMenu.locator('.monaco-list-row.action');
	}

	/** Rests the pointer on a word of a line that begins with it, until a hover says something, and answers all it says. */
	async hover(line: string | RegExp, word: string, says: RegExp): Promise<string> {
		const target = this.page
			.locator(`${ACTIVE} .view-line`, { hasText: line })
			.locator('span span', { hasText: word })
			.first();
		const content = this.page.locator('.monaco-hover:visible .hover-contents');
		await until(`a hover that says ${says}`, async () => {
			// Anew each time: a code lens that comes moves the lines below it.
			const box = await target.boundingBox();
			if (!box) throw new Error(`No "${word}" on the screen.`);
			// Away first: a pointer that is already there gives no hover.
			await this.page.mouse.move(0, 0);
			await this.page.mouse.move(box.x + Math.min(12, box.width / 2), box.y + box.height / 2);
			return appears(content.filter({ hasText: says }).first());
		});
		return (await content.allInnerTexts()).join('\n').trim();
	}

	/** A code lens by its text. */
	lens(text: string | RegExp): Locator {
		return this.page.locator(`${ACTIVE} .codelens-decoration a`, { hasText: text });
	}

	/** Waits until the suggest list offers a word at the cursor. */
	async suggests(word: string): Promise<void> {
		const widget = this.page.locator('.suggest-widget.visible');
		const row = widget.locator('.label-name', { hasText: new RegExp(`^${word}$`) }).first();
		await until(`"${word}" to be suggested`, async () => {
			// It may have opened while typing; asking again would only show more of it.
			if (!(await widget.isVisible())) await this.page.keyboard.press('Control+Space');
			if (await appears(row)) return true;
			await this.page.keyboard.press('Escape');
			return false;
		});
	}
}

const ACTIVE = '.editor-group-container.active .monaco-editor';
