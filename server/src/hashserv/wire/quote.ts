const LONGEST = 80;

/** Text from a client for a log line: quoted, control characters escaped, cut short. */
export function quote(text: string): string {
	return text.length > LONGEST
		? `${JSON.stringify(text.slice(0, LONGEST))}… (${text.length} characters)`
		: JSON.stringify(text);
}
