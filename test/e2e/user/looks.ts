/** The window as people have it: light or dark, in high contrast or not, wide or narrow. */
import type { Page } from 'playwright-core';

export interface Look {
	/** For names of pictures: `-narrow-light`. */
	readonly name: string;
	readonly width: number;
	readonly colorScheme: 'light' | 'dark';
	readonly isHighContrast: boolean;
	/** The class that the workbench has in that theme. */
	readonly themeClass: string;
}

const THEMES = [
	{ name: 'light', colorScheme: 'light', isHighContrast: false, themeClass: 'vs' },
	{ name: 'dark', colorScheme: 'dark', isHighContrast: false, themeClass: 'vs-dark' },
	{ name: 'hc-light', colorScheme: 'light', isHighContrast: true, themeClass: 'hc-light' },
	{ name: 'hc-dark', colorScheme: 'dark', isHighContrast: true, themeClass: 'hc-black' },
] as const;

const WIDTHS = [
	{ form: '', width: 1600 },
	{ form: '-narrow', width: 800 },
] as const;

/** Each of the editor's four default themes in two widths; the editor drops some things for good when it gets narrow. */
export const LOOKS: readonly Look[] = WIDTHS.flatMap(({ form, width }) =>
	THEMES.map((theme) => ({ ...theme, name: `${form}-${theme.name}`, width })),
);

/** Those that pictures in the documentation have. */
export const DOCUMENTED_LOOKS = LOOKS.filter(({ isHighContrast }) => !isHighContrast);

/** What windows look like unless a case wants something else. */
export const USUAL_VIEWPORT = { width: 1280, height: 900 } as const;
export const USUAL_SCHEME = 'dark';

/** Gives the window a look, as a system does that is set so: the editor follows it. */
export async function wear(page: Page, look: Look): Promise<void> {
	await page.emulateMedia({
		colorScheme: look.colorScheme,
		forcedColors: look.isHighContrast ? 'active' : 'none',
	});
	await page.setViewportSize({ width: look.width, height: USUAL_VIEWPORT.height });
	await page.locator(`.monaco-workbench.${look.themeClass}`).waitFor();
}

/** Gives the window its usual look again. */
export async function undress(page: Page): Promise<void> {
	await page.emulateMedia({ colorScheme: USUAL_SCHEME, forcedColors: 'none' });
	await page.setViewportSize(USUAL_VIEWPORT);
}
