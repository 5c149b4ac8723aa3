import type { ClassKey, ClassSummary, SearchPage } from '../../../shared/explore';
import { monotonic } from '../../../shared/monotonic';

/** Classes of a page. */
const MOST_CLASSES = 50;
/** Milliseconds after which a page ends, however little is on it. */
const TIME_LIMIT = 120;

/** A page while it is filled: every class once, up to a number and a time. */
export class PageBuilder {
	readonly #classes = new Map<string, ClassSummary>();
	readonly #end: number;
	readonly #most: number;

	constructor({ most = MOST_CLASSES, timeLimit = TIME_LIMIT }: PageLimits = {}) {
		this.#most = most;
		this.#end = monotonic() + timeLimit;
	}

	get isFull(): boolean {
		return this.#classes.size >= this.#most || monotonic() > this.#end;
	}

	add(key: ClassKey, summary: () => ClassSummary): void {
		const name = `${key.method} ${key.unihash}`;
		if (!this.#classes.has(name)) this.#classes.set(name, summary());
	}

	/** @param cursor where the next page begins; null when there is none */
	page(cursor: unknown, searched: number): SearchPage {
		return {
			classes: [...this.#classes.values()],
			cursor: cursor === null ? null : JSON.stringify(cursor),
			searched,
			isExactOnly: false,
		};
	}
}

export interface PageLimits {
	readonly most?: number;
	/** Milliseconds. */
	readonly timeLimit?: number;
}
