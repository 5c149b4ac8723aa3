import type {
	ClassKey,
	ClassPage,
	OutputParams,
	RowCount,
	SearchPage,
	SearchParams,
} from '../../../shared/explore';
import { readSearch } from '../../../shared/searchText';
import { type ClassCursor, classReader } from './equivalence-class';
import { type HashCursor, hashSearcher } from './hash-search';
import { openForLooking } from './open';
import { PageBuilder } from './page';
import { RebuildCounter } from './rebuilds';
import { wordSearcher } from './word-search';

/** A look into the database of a server, beside the server. Every call takes a moment, whatever the size. */
export interface DatabaseView {
	search(params: SearchParams): SearchPage;
	page(key: ClassKey, cursor?: string): ClassPage;
	count(key: ClassKey, taskhash?: string): RowCount;
	taskhashes(key: ClassKey, most: number): string[];
	output(params: OutputParams): string | null;
	/** Null until they have been counted once. */
	rebuildsAvoided(): number | null;
	close(): void;
}

/** @throws StoreError when the file cannot be read */
export function openView(path: string): DatabaseView {
	const database = openForLooking(path);
	const searchWords = wordSearcher(database);
	const searchHash = hashSearcher(database);
	const classes = classReader(database);
	const rebuilds = new RebuildCounter(database);
	return {
		search: ({ text, field, cursor }) => {
			const wanted = readSearch(text, field);
			const from = cursor === undefined ? null : JSON.parse(cursor);
			switch (wanted.kind) {
				case 'hash':
					return searchHash(wanted.prefix, from as HashCursor | null);
				case 'words':
					return searchWords(wanted.words, from as number | null);
				case 'all':
					return searchWords([], from as number | null);
				case 'no-hash':
					return new PageBuilder().page(null, 1);
			}
		},
		page: (key, cursor) =>
			classes.page(key, cursor === undefined ? null : (JSON.parse(cursor) as ClassCursor)),
		count: classes.count,
		taskhashes: classes.taskhashes,
		output: ({ method, taskhash, outhash }) => classes.output(method, taskhash, outhash),
		rebuildsAvoided: () => rebuilds.latest(),
		close: () => database.close(),
	};
}
