/**
 * What the dashboard's page shows, ready to be read: the page itself knows no
 * numbers and no language. Plain data, because it travels in messages.
 */

export interface DashboardView {
	readonly title: string;
	readonly state: {
		readonly text: string;
		/** A codicon's name. */
		readonly icon: string;
		readonly tone: 'good' | 'bad' | 'plain';
	};
	/** What to know about all that is below. */
	readonly notes: readonly string[];
	readonly actions: readonly Action[];
	readonly sections: readonly Section[];
	readonly words: Words;
}

/** A button. */
export interface Action {
	readonly id: ActionId;
	readonly label: string;
	/** A codicon's name. */
	readonly icon: string;
	readonly isMain?: boolean;
}

export type ActionId = 'start' | 'chooseServer' | 'explore' | 'showLog';

export interface Section {
	readonly id: string;
	readonly title: string;
	readonly tiles: readonly Tile[];
	readonly charts: readonly Chart[];
	readonly table?: Table;
}

/** One number. */
export interface Tile {
	readonly id: string;
	readonly label: string;
	readonly value: string;
	readonly unit: string;
	/** A second look at the same number, such as since when. */
	readonly detail: string;
	readonly explanation: string;
}

export interface Chart {
	readonly id: string;
	readonly title: string;
	readonly unit: string;
	readonly explanation: string;
	/** The chart in words. */
	readonly summary: string;
	/** Seconds since the epoch. */
	readonly times: readonly number[];
	/** Null where nobody looked. */
	readonly lines: readonly {
		readonly label: string;
		readonly values: readonly (number | null)[];
	}[];
}

export interface Table {
	readonly caption: string;
	readonly explanation: string;
	readonly columns: readonly string[];
	readonly rows: readonly (readonly string[])[];
	/** Instead of rows. */
	readonly empty: string;
}

/** The page's own words, in the user's language. */
export interface Words {
	readonly explain: string;
	readonly time: string;
	readonly asTable: string;
}

/** Host to page. */
export type ToDashboard = {
	readonly kind: 'view';
	readonly view: DashboardView;
	readonly address: string | null;
};

/** Page to host. */
export type FromDashboard =
	| { readonly kind: 'ready' }
	| { readonly kind: 'action'; readonly id: ActionId };
