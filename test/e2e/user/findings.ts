/** Words about the rows of the Problems view that several cases use. */
import type { Problem } from './workbench';

/** How the product signs its findings. */
export const SOURCE = 'hash equivalence';

/** The codes of our findings, sorted. */
export function codesOf(problems: readonly Problem[]): string[] {
	return problems
		.filter(({ source }) => source === SOURCE)
		.map(({ code }) => code)
		.sort();
}
