/** Whole sentences, one behind the other; what is left out is empty, false or undefined. */
export function sentences(...parts: readonly (string | false | undefined)[]): string {
	return parts.filter(Boolean).join(' ');
}
