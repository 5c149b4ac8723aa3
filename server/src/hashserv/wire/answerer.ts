import type { LineBlock } from './lines';
import type { Output } from './output';

/** Answers lines from bytes to bytes. */
export interface LineAnswerer {
	/** Bytes of the longest line it may answer. */
	readonly longestLine: number;
	/**
	 * Answers lines until the first that it cannot answer, which is where it leaves `position`.
	 * @returns how many
	 */
	answer(lines: LineBlock, output: Output): number;
}
