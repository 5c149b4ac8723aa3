/**
 * VS Code as a person sees it: what can be pressed, and what is on the screen.
 * Nothing here sleeps; every step waits for the thing it needs.
 */
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { until } from '../support/cases';
import { Editor } from './editor';
import { appears, choose, clicked, pickRow, quickInput, type } from './quickInput';

export class Workbench {
	readonly page: Page;
	readonly editor: Editor;

	constructor(page: Page) {
		this.page = page;
		this.editor = new Editor(page);
	}

	/** Waits until the window is drawn and its extension host answers. */
	async ready(): Promise<void> {
		await this.page.locator('.monaco-workbench .statusbar-item').first().waitFor();
	}

	/** Opens a file of the folder and waits until its text shows. */
	async open(file: string): Promise<Editor> {
		await choose(this.page, 'Control+P', file, path.basename(file));
		await this.tab(path.basename(file)).waitFor();
		await this.page.locator('.editor-group-container.active .view-line').first().waitFor();
		await this.editor.focus();
		return this.editor;
	}

	tab(name: string): Locator {
		return this.page.locator(`.tabs-container .tab[data-resource-name="${name}"]`);
	}

	/** True while the tab shows the dot of unsaved changes. */
	async isDirty(name: string): Promise<boolean> {
		return (await this.tab(name).getAttribute('class'))?.split(' ').includes('dirty') ?? false;
	}

	/** Saves the active editor and waits until the dot is gone. */
	async save(name: string): Promise<void> {
		const clean = this.tab(name).and(this.page.locator(':not(.dirty)'));
		await until(`${name} to be saved`, async () => {
			await this.editor.focus();
			await this.page.keyboard.press('Control+S');
			return appears(clean);
		});
	}

	/** Runs a command by the title that the palette shows. */
	async command(title: string): Promise<void> {
		const text = `>${title}`;
		await choose(this.page, 'F1', text, title);
		// The command may open a quick pick of its own in the same place.
		await until('the palette to close', async () => {
			const input = quickInput(this.page);
			return !(await input.isVisible()) || (await input.inputValue()) !== text;
		});
	}

	/** Waits until the palette lists titles of which that is true for what was typed. */
	async untilCommands(text: string, condition: (titles: readonly string[]) => boolean) {
		let seen: readonly string[] = [];
		const next = async (): Promise<boolean> => {
			if (!(await appears(pickRow(this.page, text)))) return false;
			seen = await this.picks();
			return condition(seen);
		};
		try {
			await type(this.page, { key: 'F1', text: `>${text}`, next });
		} catch (error) {
			throw new Error(`${error} The palette lists: ${seen.join(' | ')}`);
		}
		await this.page.keyboard.press('Escape');
	}

	/** The rows of the open quick pick. */
	async picks(): Promise<string[]> {
		const rows = this.page.locator('.quick-input-list .monaco-list-row');
		await rows.first().waitFor();
		// What stands below a label is no label.
		return rows
			.locator('.quick-input-list-rows > .quick-input-list-row:first-child .label-name')
			.allInnerTexts();
	}

	/** Chooses a row of the open quick pick. */
	async pick(label: string): Promise<void> {
		await pickRow(this.page, label).click();
	}

	/** The status bar entry that holds this text. */
	statusItem(text: string | RegExp): Locator {
		return this.page.locator('.statusbar-item', { hasText: text });
	}

	clipboard(): Promise<string> {
		return this.page.evaluate('navigator.clipboard.readText()');
	}

	/** The text of notifications on the screen now. */
	async notifications(): Promise<string[]> {
		return this.page.locator('.notification-list-item-message').allInnerTexts();
	}

	/** Waits for a notification and answers it, for its buttons. */
	async notification(text: string | RegExp): Promise<Locator> {
		const item = this.page.locator('.notification-list-item', { hasText: text }).first();
		await item.waitFor();
		return item;
	}

	async closeNotifications(): Promise<void> {
		// All at one moment: they go by themselves, too.
		const close = '.notifications-toasts .codicon-notifications-clear';
		const look = `[...document.querySelectorAll('${close}')].map((it) => it.click()).length`;
		await until('no notification', async () => (await this.page.evaluate(look)) === 0);
	}

	/** What the Problems view lists for all files. */
	async problems(): Promise<Problem[]> {
		await this.showProblems();
		const rows = this.page.locator('.markers-panel .monaco-list-row');
		// All rows at one moment: they come and go while one reads.
		const texts = await rows.evaluateAll((nodes) =>
			nodes.map((node) => {
				const text = (name: string) => node.querySelector(name)?.textContent ?? '';
				return {
					icon: String(node.querySelector('.marker-icon .codicon')?.className),
					message: text('.marker-message'),
					source: text('.marker-source'),
					code: text('.marker-code'),
					position: text('.marker-line'),
				};
			}),
		);
		// Rows of files, and of places that a finding relates to, have no source.
		return texts
			.filter(({ source }) => source !== '')
			.map(({ icon, position, ...texts }) => ({
				...texts,
				severity: icon.includes('error') ? 'error' : icon.includes('warning') ? 'warning' : 'info',
				line: Number(/Ln (\d+)/.exec(position)?.[1]),
			}));
	}

	/** Waits until the Problems view satisfies a condition, and answers its rows. */
	async untilProblems(
		what: string,
		condition: (problems: readonly Problem[]) => boolean,
	): Promise<Problem[]> {
		let seen: Problem[] = [];
		try {
			return await until(what, async () => {
				seen = await this.problems();
				return condition(seen) && seen;
			});
		} catch (error) {
			const list = seen.map((p) => `${p.severity} ${p.line} ${p.code}: ${p.message}`);
			throw new Error(`${error}\nThe Problems view holds:\n${list.join('\n') || 'nothing'}`);
		}
	}

	/** A row of any tree view in the side bar. */
	treeRow(text: string | RegExp): Locator {
		return this.page.locator('.part.sidebar .monaco-list-row', { hasText: text });
	}

	/** Presses a button of a row, which shows under the pointer: rows that come and go move it away from there. */
	async pressIn(row: Locator, name: string): Promise<void> {
		await until(`the button ${name}`, async () => {
			await row.hover();
			return clicked(row.getByRole('button', { name }));
		});
	}

	/** The text of all rows of the side bar's trees. */
	async treeRows(): Promise<string[]> {
		const rows = await this.page.locator('.part.sidebar .monaco-list-row').allInnerTexts();
		return rows.map((row) => row.replace(/\s+/g, ' ').trim());
	}

	/** Opens a view of the activity bar by its name. */
	async openView(name: string): Promise<void> {
		const button = this.page.locator(`.activitybar .action-label[aria-label^="${name}"]`);
		const isOpen = await button.locator('xpath=..').getAttribute('class');
		if (!isOpen?.includes('checked')) await button.click();
		await this.page.locator('.part.sidebar .title-label', { hasText: name }).waitFor();
	}

	private async showProblems(): Promise<void> {
		const panel = this.page.locator('.markers-panel');
		if (await panel.isVisible()) return;
		await until('the Problems view', async () => {
			await this.page.keyboard.press('Control+Shift+M');
			return appears(panel);
		});
	}
}

/** One row of the Problems view. */
export interface Problem {
	readonly severity: 'error' | 'warning' | 'info';
	readonly message: string;
	readonly source: string;
	readonly code: string;
	readonly line: number;
}
