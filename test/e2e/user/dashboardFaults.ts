/** What makes the dashboard hard to read, in words: beside what any page can have, its numbers and its charts. */
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { tooFaint } from './contrast';
import { pageFaults } from './legible';
import type { Look } from './looks';

/** @param charts how many it has to draw */
export function dashboardFaults(shown: FrameLocator, charts: number) {
	const fits = pageFaults(shown);
	return async (page: Page, look: Look): Promise<string[]> => [
		...(await fits(page, look)),
		...(await cutTiles(shown.locator('.tile'))),
		...(await faintTexts(shown.locator('main'))),
		...(await faintIcon(shown.locator('.state'))),
		...(await chartFaults(shown.locator('figure'), charts)),
	];
}

/** Numbers, and what is said of them, that are wider than their tile or stick out of it. */
function cutTiles(tiles: Locator): Promise<string[]> {
	return tiles.evaluateAll((nodes) =>
		nodes.flatMap((tile) => {
			const box = tile.getBoundingClientRect();
			return [...tile.querySelectorAll('dt, dd')].flatMap((text) => {
				const { right, bottom } = text.getBoundingClientRect();
				const isCut = text.scrollWidth > text.clientWidth + 1;
				return isCut || right > box.right + 1 || bottom > box.bottom + 1
					? [`"${text.textContent}" does not fit into its tile`]
					: [];
			});
		}),
	);
}

/** axe waits for ever in such a frame. */
async function faintTexts(page: Locator): Promise<string[]> {
	const painted = await page.evaluate((main) => {
		const styleOf = (node: typeof main) => node.ownerDocument.defaultView!.getComputedStyle(node);
		const pen = main.ownerDocument.createElement('canvas').getContext('2d', {
			willReadFrequently: true,
		})!;
		// Some backgrounds let through what is behind them.
		const behind = (node: typeof main): string => {
			const layers = [styleOf(main).getPropertyValue('--vscode-editor-background')];
			for (let at: typeof main | null = node; at !== null; at = at.parentElement) {
				layers.splice(1, 0, styleOf(at).backgroundColor);
			}
			for (const layer of layers) {
				pen.fillStyle = layer;
				pen.fillRect(0, 0, 1, 1);
			}
			return `rgb(${pen.getImageData(0, 0, 1, 1).data.slice(0, 3).join()})`;
		};
		return [...main.querySelectorAll('h1, h2, p, dt, dd, button, figcaption, li, summary, th, td')]
			.filter((node) => node.checkVisibility() && node.textContent !== '')
			.map((node) => ({
				what: `"${node.textContent}"`,
				colors: [styleOf(node).color],
				behind: behind(node),
				least: 4.5,
			}));
	});
	return [...(painted.length > 3 ? [] : ['there is hardly any text']), ...tooFaint(painted)];
}

/** The icon before the state; a colour of its own must not make it vanish. */
async function faintIcon(state: Locator): Promise<string[]> {
	const painted = await state.evaluate((node) => {
		const styleOf = (of: typeof node) => of.ownerDocument.defaultView!.getComputedStyle(of);
		const icon = node.querySelector('.codicon')!;
		const behind = styleOf(node).getPropertyValue('--vscode-editor-background');
		return { what: 'the icon of the state', colors: [styleOf(icon).color], behind, least: 3 };
	});
	return tooFaint([painted]);
}

/** Charts that are not drawn, do not fit, or have lines in colours of another theme or too close to the page's. */
async function chartFaults(figures: Locator, expected: number): Promise<string[]> {
	const charts = await figures.evaluateAll((nodes) =>
		nodes.map((figure) => {
			const view = figure.ownerDocument.defaultView!;
			const style = view.getComputedStyle(figure);
			const name = figure.querySelector('figcaption')?.textContent ?? '';
			const canvas = figure.querySelector('canvas')!;
			const { width, right } = canvas.getBoundingClientRect();
			const isOutside = width === 0 || right > figure.getBoundingClientRect().right + 1;
			const behind = style.getPropertyValue('--vscode-editor-background');
			const pixels = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data;
			const drawn = new Set<string>();
			for (let at = 0; at < pixels.length; at += 4) {
				if (pixels[at + 3] === 255) drawn.add(pixels.slice(at, at + 3).join());
			}
			// The browser tells how a colour is written.
			const pen = figure.ownerDocument.createElement('canvas').getContext('2d')!;
			const plain = (color: string): string => {
				pen.clearRect(0, 0, 1, 1);
				pen.fillStyle = color;
				pen.fillRect(0, 0, 1, 1);
				return pen.getImageData(0, 0, 1, 1).data.slice(0, 3).join();
			};
			// Where the theme has no colour for a line, the text's stands in for it, which may be forced.
			const areAlike = (one: string, other: string): boolean => {
				const parts = other.split(',').map(Number);
				return one.split(',').every((part, index) => Math.abs(Number(part) - parts[index]!) < 64);
			};
			const [line = '', ...others] = ['blue', 'orange', 'purple'].map((color) =>
				plain(style.getPropertyValue(`--vscode-charts-${color}`).trim() || style.color),
			);
			const legend = [...figure.querySelectorAll('.swatch')].map((swatch) =>
				plain(view.getComputedStyle(swatch).borderTopColor),
			);
			const isStray = legend.some(
				(color, index) => !areAlike(color, [line, ...others][index] ?? ''),
			);
			return { name, isOutside, behind, line, isDrawn: drawn.has(line), isStray };
		}),
	);
	return [
		...(charts.length === expected ? [] : [`there are ${charts.length} charts`]),
		...charts.flatMap(({ name, isOutside, isDrawn, isStray }) => [
			...(isOutside ? [`the chart ${name} does not fit`] : []),
			...(isStray ? [`the legend of ${name} has other colours than its lines`] : []),
			...(isDrawn ? [] : [`the chart ${name} has no line in a colour of the theme`]),
		]),
		...tooFaint(
			charts.map(({ name, line, behind }) => ({
				what: `the line of ${name}`,
				colors: [`rgb(${line})`],
				behind,
				least: 3,
			})),
		),
	];
}
