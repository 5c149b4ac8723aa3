/** Inline code, whatever backquotes the text holds. */
export function inlineCode(text: string): string {
	const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), (run) => run[0].length));
	const fence = '`'.repeat(longest + 1);
	const blank = longest > 0 ? ' ' : '';
	return `${fence}${blank}${text}${blank}${fence}`;
}

/** A link to a line of a file on the disk that holds the build; line 0 is the file as a whole. */
export function fileLink(label: string, file: string, line = 0): string {
	// Parentheses would end the link.
	const address = encodeURI(`file://${file}`).replace(
		/[()#?]/g,
		(character) => `%${character.charCodeAt(0).toString(16)}`,
	);
	return `[${label.replace(/[[\]\\]/g, '\\$&')}](${address}${line > 0 ? `#L${line}` : ''})`;
}
