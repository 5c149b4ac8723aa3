import type {
	ClassSummary,
	ReportRow,
	SearchField,
	SearchPage,
} from '../../../server/src/shared/explore';

/** What the view of equivalences knows. */
export interface ExploreState {
	/** The server that is asked; undefined for this window's. */
	readonly address: string | undefined;
	/** That server's name to show; null when none answers. */
	readonly server: string | null;
	readonly text: string;
	readonly field: SearchField;
	/** Rises when the text and field are not what the user typed in the page. */
	readonly queryRevision: number;
	/** What was found so far; null before the first search. */
	readonly found: Found | null;
	readonly isSearching: boolean;
	/** What else is under way; null when nothing is. */
	readonly work: Work | null;
	readonly open: Opened | null;
	/** Outputs that are chosen to be compared, two at most. */
	readonly chosen: readonly Output[];
	readonly problem: string | null;
}

/** Something to look for, of this window's server where no address is given. */
export interface ExploreQuery {
	readonly address?: string | undefined;
	readonly text?: string;
	readonly field?: SearchField;
}

export interface Work {
	/** In words, such as `Opening busybox do_compile...`. */
	readonly text: string;
	/** False where the server goes on, whether anybody waits for it or not. */
	readonly canStop: boolean;
}

export interface Found {
	readonly classes: readonly ClassSummary[];
	readonly cursor: string | null;
	/** 0 to 1. */
	readonly searched: number;
	readonly isExactOnly: boolean;
}

export interface Opened {
	readonly summary: ClassSummary;
	readonly rows: readonly ReportRow[];
	readonly cursor: string | null;
	readonly isWhole: boolean;
}

/** One output of one task. */
export interface Output {
	readonly method: string;
	readonly taskhash: string;
	readonly outhash: string;
	/** For titles. */
	readonly name: string;
}

export const NOTHING_YET: ExploreState = {
	address: undefined,
	server: null,
	text: '',
	field: 'anything',
	queryRevision: 0,
	found: null,
	isSearching: false,
	work: null,
	open: null,
	chosen: [],
	problem: null,
};

/** Adds a page to what was found; a class that was found before is not found again. */
export function withPage(found: Found | null, page: SearchPage): Found {
	const known = found?.classes ?? [];
	const ids = new Set(known.map(idOf));
	return {
		classes: [...known, ...page.classes.filter((one) => !ids.has(idOf(one)))],
		cursor: page.cursor,
		searched: page.searched,
		isExactOnly: page.isExactOnly,
	};
}

/** Chooses an output to be compared, or not any more; the oldest choice makes room. */
export function choose(chosen: readonly Output[], output: Output): readonly Output[] {
	const rest = chosen.filter((one) => outputId(one) !== outputId(output));
	return rest.length < chosen.length ? rest : [...rest, output].slice(-2);
}

/** Names a class in messages and in the page. */
export function idOf({ method, unihash }: Pick<ClassSummary, 'method' | 'unihash'>): string {
	return `${method} ${unihash}`;
}

/** Names an output likewise. */
export function outputId({
	taskhash,
	outhash,
}: {
	taskhash: string;
	outhash: string | null;
}): string {
	return `${taskhash} ${outhash ?? ''}`;
}

/** A class in words, such as `busybox do_compile`. */
export function nameOf({ PN, task }: Pick<ClassSummary, 'PN' | 'task'>): string {
	return [PN, taskName(task)].filter(Boolean).join(' ');
}

/** A task as recipes call it; BitBake reports it without the beginning. */
export function taskName(task: string | null): string {
	return task === null || task === '' || task.startsWith('do_') ? (task ?? '') : `do_${task}`;
}
