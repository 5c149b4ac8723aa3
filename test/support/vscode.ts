/** Stands in for the module `vscode`, for the parts of the client that need no more of it than its language. */

/** As where there is no translation: the English text, with its arguments filled in. */
export const l10n = {
	t: (text: string, ...args: readonly (string | number)[]): string =>
		text.replace(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)])),
};

/** The language that numbers and times are written in. */
export const env = { language: 'en' };
