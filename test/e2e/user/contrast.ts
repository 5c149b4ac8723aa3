/** How well colours are told apart, as WCAG reckons it. */

/** Something painted over something else. */
export interface Painted {
	readonly what: string;
	/** As CSS has them; the one that stands out most counts. */
	readonly colors: readonly string[];
	readonly behind: string;
	/** The contrast that it needs: 4.5 for texts, 3 for lines and icons. */
	readonly least: number;
}

/** What is too close to what is behind it, in words. */
export function tooFaint(painted: readonly Painted[]): string[] {
	return painted.flatMap(({ what, colors, behind, least }) => {
		const contrast = Math.max(...colors.map((color) => contrastOf(color, behind)));
		return contrast < least ? [`${what} has a contrast of ${contrast.toFixed(2)}`] : [];
	});
}

/** From 1, the same colour, to 21, black on white. */
function contrastOf(color: string, behind: string): number {
	const back = parse(behind, [255, 255, 255]);
	const [low = 0, high = 0] = [parse(color, back), back].map(luminance).sort((a, b) => a - b);
	return (high + 0.05) / (low + 0.05);
}

type Color = readonly [number, number, number];

/** A colour as it looks on another. */
function parse(text: string, [backR, backG, backB]: Color): Color {
	const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})/i.exec(text.trim());
	if (hex) return [hex[1], hex[2], hex[3]].map((pair) => Number.parseInt(pair!, 16)) as never;
	const [r, g, b, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
	if (r === undefined || g === undefined || b === undefined) return [backR, backG, backB];
	const mix = (top: number, bottom: number): number => alpha * top + (1 - alpha) * bottom;
	return [mix(r, backR), mix(g, backG), mix(b, backB)];
}

function luminance(color: Color): number {
	const [r, g, b] = color.map((part) => {
		const share = part / 255;
		return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
