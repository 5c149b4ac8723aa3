/** The active text editor as a person uses it. */
import type { Locator, Page } from 'playwright-core';
import { until } from '../support/cases';

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
		await this.page.keyboard.press('Control+G');
		const input = this.page.locator('.quick-input-widget .quick-input-box input');
		await input.waitFor();
		await input.fill(`:${line}:${column}`);
		await input.press('Enter');
		await input.waitFor({ state: 'hidden' });
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

	squiggles(severity: 'error' | 'warning' | 'info'): Locator {
		return this.page.locator(`${ACTIVE} .cdr.squiggly-${severity}`);
	}

	/** Opens the quick fix menu at the cursor and answers its titles. */
	async quickFixes(): Promise<string[]> {
		await until('the quick fix menu', async () => {
			// VS Code drops the request when findings change meanwhile: a person asks
			// again. Escape first, because asking in an open menu takes its first fix.
			await this.closeQuickFixes();
			await this.page.keyboard.press('Control+.');
			const rows = this.fixRows.first().waitFor({ timeout: 3000 });
			return rows.then(
				() => true,
				() => false,
			);
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
		const titles = await this.quickFixes();
		const row = this.fixRows.filter({ hasText: title });
		if ((await row.count()) === 0) {
			throw new Error(`No quick fix ${title}. There are: ${titles.join(' | ')}`);
		}
		await row.first().click();
		await this.fixMenu.waitFor({ state: 'hidden' });
	}

	private get fixMenu(): Locator {
		return this.page.locator('.action-widget:not(.action-list-submenu-panel)');
	}

	private get fixRows(): Locator {
		return this.fixMenu.locator('.monaco-list-row.action');
	}

	/** Rests the pointer on a word of a line that begins with it, and answers what the hover says. */
	async hover(line: string | RegExp, word: string): Promise<string> {
		const target = this.page
			.locator(`${ACTIVE} .view-line`, { hasText: line })
			.locator('span span', { hasText: word })
			.first();
		const box = await target.boundingBox();
		if (!box) throw new Error(`No "${word}" on the screen.`);
		// Away first: a pointer that is already there gives no hover.
		await this.page.mouse.move(0, 0);
		await this.page.mouse.move(box.x + Math.min(12, box.width / 2), box.y + box.height / 2);
		const content = this.page.locator('.monaco-hover:visible .hover-contents');
		return until('a hover', async () => {
			const text = (await content.allInnerTexts()).join('\n').trim();
			return text !== '' && !text.startsWith('Loading') && text;
		});
	}

	/** A code lens by its text. */
	lens(text: string | RegExp): Locator {
		return this.page.locator(`${ACTIVE} .codelens-decoration a`, { hasText: text });
	}

	/** The words the suggest list offers at the cursor. */
	async suggestions(): Promise<string[]> {
		const widget = this.page.locator('.suggest-widget.visible');
		// It may have opened while typing; asking again would only show more of it.
		if (!(await widget.isVisible())) await this.page.keyboard.press('Control+Space');
		const rows = widget.locator('.monaco-list-row .label-name');
		await rows.or(widget.getByText('No suggestions.')).first().waitFor();
		return rows.allInnerTexts();
	}
}

const ACTIVE = '.editor-group-container.active .monaco-editor';
