import { baseName } from '../../features/view';
import type { ParsedFile } from '../../syntax/parse';

/** Physical lines of a file, zero-based, the end not included. */
export interface Lines {
	readonly start: number;
	readonly end: number;
}

const HEAD = '# Shared cache of ';

/** How a block starts that was added for a cache, so that it is found again. */
export function blockHead(name: string): string {
	return `${HEAD}${name}`;
}

/** What stands in blocks; anything else below one is the user's own. */
const VARIABLES: ReadonlySet<string> = new Set([
	'SSTATE_MIRRORS',
	'INHERIT',
	'SOURCE_MIRROR_URL',
	'BB_SIGNATURE_HANDLER',
	'BB_HASHSERVE',
	'BB_HASHSERVE_UPSTREAM',
	'SSTATE_HASHEQUIV_SERVER',
]);

/** Blocks that were added or pasted for a cache before: the head, and the settings right below it. */
export function ownBlocks({ text, comments, statements }: ParsedFile): Lines[] {
	const lines = text.split(/\r\n|\n|\r/);
	const byLine = new Map(statements.map((statement) => [statement.firstLine, statement]));
	return comments
		.filter(({ line }) => lines[line - 1]?.startsWith(HEAD))
		.map(({ line }) => {
			let end = line;
			for (;;) {
				const next = byLine.get(end + 1);
				if (next?.kind !== 'assignment' || !VARIABLES.has(baseName(next.name))) break;
				end = next.line;
			}
			return { start: line - 1, end };
		})
		.filter(({ start, end }) => end - start > 1);
}
