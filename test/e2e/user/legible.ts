/**
 * What makes a window hard to read, told in words: text that is cut off, and
 * colours too close to each other.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { tooFaint } from './contrast';
import type { Look } from './looks';

/** Labels of the rows in a tree or a list that do not fit; what stands behind a label may be cut. */
async function cutLabels(rows: Locator): Promise<string[]> {
	return rows.evaluateAll((nodes) =>
		nodes.flatMap((node) => {
			return [...node.querySelectorAll('.monaco-icon-label-container')].flatMap((room) => {
				const name = room.querySelector('.label-name');
				const right = name?.getBoundingClientRect().right ?? 0;
				const isCut = right > room.getBoundingClientRect().right + 1;
				return isCut ? [`"${name?.textContent}" is cut off`] : [];
			});
		}),
	);
}

/** Elements whose text needs more room than they have, or that stick out of the window. */
async function cutTexts(elements: Locator): Promise<string[]> {
	const width = elements.page().viewportSize()?.width ?? 0;
	return elements.evaluateAll(
		(nodes, width) =>
			nodes.flatMap((node) => {
				const box = node.getBoundingClientRect();
				if (node.textContent === '') return [];
				const isCut = node.scrollWidth > Math.ceil(box.width) + 1;
				const isOutside = box.left < 0 || box.right > width + 1 || box.width === 0;
				return isCut || isOutside ? [`"${node.textContent}" is cut off`] : [];
			}),
		width,
	);
}

/** What stands in an empty input box, when it does not fit there or the number of ticks covers its end. */
async function cutPlaceholder(widget: Locator): Promise<string[]> {
	const input = widget.locator('.quick-input-box input');
	if ((await input.inputValue()) !== '') return [];
	const ticks = widget.locator('.quick-input-count:visible');
	const box = (await ticks.count()) > 0 ? await ticks.boundingBox() : null;
	return input.evaluate((node, covered) => {
		const placeholder = node.getAttribute('placeholder') ?? '';
		const pen = node.ownerDocument.createElement('canvas').getContext('2d')!;
		const style = node.ownerDocument.defaultView!.getComputedStyle(node);
		pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
		const { left, right } = node.getBoundingClientRect();
		const end = left + Number.parseFloat(style.paddingLeft) + pen.measureText(placeholder).width;
		return end > Math.min(right, covered ?? right) ? [`"${placeholder}" is cut off`] : [];
	}, box?.x);
}

/** Texts below the contrast that WCAG asks for at level AA, below an element of the window. */
async function faintTexts(page: Page, selector: string): Promise<string[]> {
	await page.evaluate(await axeSource());
	// Nothing but colours: what else axe looks at is the editor's.
	const { violations } = (await page.evaluate(
		`axe.run(${JSON.stringify(selector)}, { runOnly: ['color-contrast'], preload: false })`,
	)) as { violations: { nodes: { html: string; any: { message: string }[] }[] }[] };
	return violations.flatMap(({ nodes }) =>
		nodes.map(({ html, any }) => `${any.map(({ message }) => message).join(' ')} ${html}`),
	);
}

let source: Promise<string> | undefined;

function axeSource(): Promise<string> {
	source ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
	return source;
}

/** What is wrong with our rows in the side bar, and with our entry in the status bar. */
export const statusViewFaults: Faults = async (page, look) => {
	const rows = page.locator('.part.sidebar .monaco-list-row');
	const item = page.locator(
		'.statusbar-item[id="yocto-hash-equivalence.yocto-hash-equivalence.hashEquivalence.server"]',
	);
	return [
		...(await cutLabels(rows)),
		...(await faintIcons(rows)),
		...(await cutTexts(item)),
		...(await faint(page, look, '.part.sidebar .pane-body')),
		...((await item.count()) > 0 ? await faint(page, look, '[id$="hashEquivalence.server"]') : []),
	];
};

/** What is wrong with the text above our rows, which begins and ends with these words: all of it has to be seen. */
export function viewMessageFaults(beginning: string, end: string): Faults {
	return async (page, look) => {
		const message = page.locator('.part.sidebar .tree-explorer-viewlet-tree-view > .message');
		const text = (await message.textContent()) ?? '';
		const isWhole = await message.evaluate(
			(node) =>
				node.scrollHeight <= Math.ceil(node.getBoundingClientRect().height) &&
				node.scrollWidth <= Math.ceil(node.getBoundingClientRect().width),
		);
		return [
			...(text.startsWith(beginning) && text.endsWith(end) ? [] : [`the message is "${text}"`]),
			...(isWhole ? [] : [`"${text}" is cut off`]),
			...(await faint(page, look, '.part.sidebar .message')),
		];
	};
}

/** What is wrong with the text and the buttons that stand in for rows. */
export const welcomeFaults: Faults = async (page, look) => [
	...(await cutTexts(
		page.locator('.welcome-view-content .monaco-button, .welcome-view-content p'),
	)),
	...(await faint(page, look, '.welcome-view-content')),
];

/** What is wrong with the rows and the text of an open quick pick or input box. */
export const quickInputFaults: Faults = async (page, look) => {
	const widget = page.locator('.quick-input-widget');
	if (!(await widget.isVisible())) return ['there is no quick input'];
	return [
		...(await cutLabels(widget.locator('.quick-input-list .monaco-list-row'))),
		...(await cutTexts(widget.locator('.quick-input-title:visible, .quick-input-message:visible'))),
		...(await cutPlaceholder(widget)),
		...(await faint(page, look, '.quick-input-widget')),
	];
};

/** What is wrong with one of our own pages: it has the window's theme and fits its room. Its colours are looked at without an editor. */
export function pageFaults(shown: FrameLocator): Faults {
	return async (_page, { themeClass }) => {
		const body = shown.locator('body');
		const theme = await body.evaluate((node) => node.dataset.vscodeThemeKind ?? '');
		const isTooWide = await body.evaluate(
			({ ownerDocument: { documentElement: root } }) => root.scrollWidth > root.clientWidth,
		);
		return [
			...(theme === PAGE_THEMES[themeClass] ? [] : [`the page has the theme "${theme}"`]),
			...(isTooWide ? ['the page is wider than its editor'] : []),
			...(await cutTexts(shown.locator('h1:visible, button:visible'))),
		];
	};
}

/** What a page is told of the workbench's theme. */
const PAGE_THEMES: Readonly<Record<string, string>> = {
	vs: 'vscode-light',
	'vs-dark': 'vscode-dark',
	'hc-light': 'vscode-high-contrast-light',
	'hc-black': 'vscode-high-contrast',
};

/** What is wrong with the editor that shows what connecting would change: nothing may hide the change or its buttons. */
export const previewFaults: Faults = async (page) => {
	const change = page.locator('.monaco-diff-editor .line-insert').first();
	const buttons = page.locator('.editor-actions').getByRole('button', { name: 'the Changes to' });
	const isSeen = await change.evaluate((node) => {
		const { left, top, height } = node.getBoundingClientRect();
		const front = node.ownerDocument.elementFromPoint(left + 1, top + height / 2);
		return front?.closest('.monaco-diff-editor') !== null;
	});
	return [
		...(isSeen ? [] : ['the change is hidden']),
		...((await buttons.count()) === 2 ? [] : ['a button for the change is missing']),
		...(await cutTexts(page.locator('.notification-list-item-message:visible'))),
	];
};

/** What is wrong with a step of the walkthrough and with what stands beside it, which holds this text. */
export function walkthroughFaults(beside: string): Faults {
	return async (page, look) => {
		const texts = [
			...(await cutTexts(page.locator('.getting-started-step .step-title:visible'))),
			...(await cutTexts(page.locator('.getting-started-step.expanded .monaco-button'))),
			...(await faint(page, look, '.getting-started-step.expanded')),
		];
		// A narrow window shows the steps alone.
		if (look.width < 1000) return texts;
		const frame = await frameWith(page, beside);
		if (!frame) return [...texts, `"${beside}" is not shown`];
		return [...texts, ...(await faintParagraphs(frame)), ...(await faintShapes(frame))];
	};
}

/** Something that the page beside a step says. */
export function besideStep(page: Page, text: string): Locator {
	return page
		.frameLocator('iframe.webview.ready')
		.frameLocator('iframe#active-frame')
		.getByText(text, { exact: true })
		.first();
}

async function frameWith(page: Page, text: string): Promise<Frame | null> {
	const inside = besideStep(page, text);
	if (!(await inside.isVisible())) return null;
	return (await inside.elementHandle())?.ownerFrame() ?? null;
}

/** Paragraphs of a page beside a step; axe waits for ever in such a frame. */
async function faintParagraphs(frame: Frame): Promise<string[]> {
	const painted = await frame.locator('h1, p, li, pre').evaluateAll((nodes) =>
		nodes.map((node) => {
			const style = node.ownerDocument.defaultView!.getComputedStyle(node);
			const behind = style.getPropertyValue('--vscode-editor-background');
			return { what: node.textContent ?? '', colors: [style.color], behind, least: 4.5 };
		}),
	);
	return tooFaint(painted);
}

/** Texts and lines of the drawings in a frame that are too close to what is behind them. */
async function faintShapes(frame: Frame): Promise<string[]> {
	const painted = await frame.locator('svg').evaluateAll((drawings) =>
		drawings.flatMap((drawing) => {
			const styleOf = (element: typeof drawing) =>
				element.ownerDocument.defaultView!.getComputedStyle(element);
			const boxes = [...drawing.querySelectorAll('rect')]
				.map((rect) => ({ color: styleOf(rect).fill, area: rect.getBoundingClientRect() }))
				.filter(({ color }) => color !== 'none');
			const page = styleOf(drawing).getPropertyValue('--vscode-editor-background');
			const below = (element: typeof drawing): string => {
				const { left, right, top, bottom } = element.getBoundingClientRect();
				const [x, y] = [(left + right) / 2, (top + bottom) / 2];
				const box = boxes.find(
					({ area }) => area.left < x && x < area.right && area.top < y && y < area.bottom,
				);
				return box?.color ?? page;
			};
			const texts = [...drawing.querySelectorAll('text')].map((text) => ({
				what: text.textContent ?? '',
				colors: [styleOf(text).fill],
				behind: below(text),
				least: 4.5,
			}));
			const lines = [...drawing.querySelectorAll('path, rect')].map((shape) => ({
				what: shape.outerHTML,
				colors: [styleOf(shape).stroke, styleOf(shape).fill],
				behind: page,
				least: 3,
			}));
			return [...texts, ...lines];
		}),
	);
	return tooFaint(painted);
}

/** Icons of rows whose own colour is too close to what is behind them. */
async function faintIcons(rows: Locator): Promise<string[]> {
	const painted = await rows.evaluateAll((nodes) =>
		nodes.flatMap((node) => {
			const styleOf = (element: typeof node) =>
				element.ownerDocument.defaultView!.getComputedStyle(element);
			const icon = node.querySelector('.custom-view-tree-node-item-icon');
			const isSelected = node.classList.contains('selected');
			return icon && !isSelected
				? [
						{
							what: node.textContent ?? '',
							colors: [styleOf(icon).color],
							behind: styleOf(node).getPropertyValue('--vscode-sideBar-background'),
							least: 3,
						},
					]
				: [];
		}),
	);
	return tooFaint(painted);
}

type Faults = (page: Page, look: Look) => Promise<string[]>;

/** Colours are the same in every width. */
async function faint(page: Page, { width }: Look, selector: string): Promise<string[]> {
	return width > 1000 ? faintTexts(page, selector) : [];
}
