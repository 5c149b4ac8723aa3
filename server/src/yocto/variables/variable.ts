/** What is known of a variable without looking at a build. */
export interface KnownVariable {
	readonly name: string;
	readonly group:
		| 'Hash equivalence'
		| 'Signatures'
		| 'Shared state'
		| 'Downloads and network'
		| 'Matching builds'
		| 'Build directory';
	/** One sentence: what it is, for completion lists and the first line of a hover. */
	readonly summary: string;
	/** Markdown, a few short sentences in our own words: what it does for shared state and hash equivalence, and what goes wrong. */
	readonly details: string;
	/** The form of its value, such as `HOST:PORT` or `1 or 0`. */
	readonly form: string;
	/** Its value is the path of one directory. */
	readonly isDirectory?: true;
	/** A whole line as somebody would write it. */
	readonly example: string;
	/** First and last Yocto version that knows it; open ends are left out. */
	readonly from?: string;
	readonly until?: string;
	/** Today's name, for one that was renamed. */
	readonly renamedTo?: string;
	/** Flags with a meaning, such as `BB_HASHCONFIG[x]`, by name. */
	readonly flags?: Readonly<Record<string, string>>;
	/** Which manual has an entry `#term-NAME` for it. */
	readonly manual?: 'bitbake' | 'reference';
	/** Values to offer where the form is a closed list. */
	readonly values?: readonly { readonly value: string; readonly meaning: string }[];
}
