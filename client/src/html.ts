/** A text as it stands in HTML, between tags or in a quoted attribute. */
export function inHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
