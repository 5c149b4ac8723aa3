/** What the page of equivalences shows, ready to be read. Plain data, because it travels in messages. */
import type { SearchField } from '../../../server/src/shared/explore';

export interface ExploreView {
	readonly title: string;
	readonly introduction: string;
	readonly server: string;
	readonly query: Query;
	readonly fields: readonly { readonly id: SearchField; readonly label: string }[];
	/** What was found, or why nothing was, in a sentence. */
	readonly summary: string;
	/** What went wrong. */
	readonly problem: string | null;
	/** True while anything is under way. */
	readonly isBusy: boolean;
	/** What is under way beside a search, in a sentence; null when nothing is. */
	readonly work: string | null;
	readonly canStop: boolean;
	readonly results: readonly ResultRow[];
	/** True when more can be loaded. */
	readonly hasMore: boolean;
	readonly open: OpenClass | null;
	/** Outputs that are chosen to be compared. */
	readonly chosen: readonly string[];
	/** Label of the button that compares them. */
	readonly compareChosen: string;
	readonly words: Words;
}

export interface Query {
	readonly text: string;
	readonly field: SearchField;
	/** Another number than before when this is to replace what is typed. */
	readonly revision: number;
}

export interface ResultRow {
	readonly id: string;
	readonly name: string;
	readonly task: string;
	readonly version: string;
	readonly unihash: string;
	readonly taskhashes: string;
	readonly isOpen: boolean;
}

/** One equivalence class. */
export interface OpenClass {
	readonly heading: string;
	/** What this class means for builds. */
	readonly meaning: string;
	readonly facts: readonly {
		readonly label: string;
		readonly hash: string;
		readonly explanation: string;
	}[];
	readonly rows: readonly MemberRow[];
	readonly hasMore: boolean;
	/** Label of the button that removes all of it; null where that cannot be done. */
	readonly removeAll: string | null;
}

export interface MemberRow {
	readonly id: string;
	readonly taskhash: string;
	readonly outhash: string | null;
	readonly name: string;
	readonly version: string;
	readonly reported: string;
	readonly reporter: string;
	/** False when the listing of the output was not reported. */
	readonly hasOutput: boolean;
	/** What a screen reader says to tell this row's buttons apart. */
	readonly spoken: string;
}

/** The page's own words, in the user's language. */
export interface Words {
	readonly search: string;
	readonly searchHint: string;
	readonly searchIn: string;
	readonly chooseServer: string;
	readonly stop: string;
	readonly results: string;
	readonly more: string;
	readonly columns: {
		readonly recipe: string;
		readonly task: string;
		readonly version: string;
		readonly unihash: string;
		readonly taskhashes: string;
		readonly taskhash: string;
		readonly outhash: string;
		readonly reported: string;
		readonly reporter: string;
		readonly actions: string;
	};
	/** This and those below to `compare` and `remove` have `{0}` for what it is done to. */
	readonly copy: string;
	readonly showOutput: string;
	readonly noOutput: string;
	readonly compare: string;
	readonly compareHint: string;
	readonly tasksHint: string;
	readonly remove: string;
	readonly back: string;
	readonly export: string;
	readonly exportResults: string;
	readonly exportClass: string;
	readonly busy: string;
}

/** Host to page. */
export type ToExplore = {
	readonly kind: 'view';
	readonly view: ExploreView;
	readonly address: string | null;
};

/** Page to host. */
export type FromExplore =
	| { readonly kind: 'ready' }
	| ({ readonly kind: 'search' } & Pick<Query, 'text' | 'field'>)
	| {
			readonly kind:
				| 'stop'
				| 'more'
				| 'moreOfClass'
				| 'close'
				| 'compare'
				| 'removeAll'
				| 'exportResults'
				| 'exportClass'
				| 'chooseServer';
	  }
	| { readonly kind: 'open' | 'showOutput' | 'choose' | 'remove'; readonly id: string }
	| { readonly kind: 'copy'; readonly text: string };
