import * as l10n from '@vscode/l10n';
import type { Connection } from 'vscode-languageserver/node';
import {
	type ClassPage,
	type ClassParams,
	COUNT_ROWS,
	GET_CLASS,
	GET_OUTPUT,
	type OutputParams,
	type OutputText,
	REMOVE_ROWS,
	type Removed,
	type RowCount,
	type RowsParams,
	SEARCH_CLASSES,
	type SearchPage,
	type SearchParams,
	type Target,
} from '../shared/explore';
import { onRequest, refusal } from './requests';

/** Finds, shows and removes equivalences. The composition root hands in the real one. */
export interface Explorer {
	search(params: SearchParams): Promise<SearchPage>;
	page(params: ClassParams): Promise<ClassPage>;
	output(params: OutputParams): Promise<OutputText>;
	count(params: RowsParams): Promise<RowCount>;
	remove(params: RowsParams): Promise<Removed>;
}

/** Answers the view of equivalences. */
export function answerExplore(
	connection: Connection,
	explorer: Explorer,
	isTrusted: () => boolean,
): void {
	/** Another server is contacted in a trusted workspace only. */
	function ifAllowed<P extends Target, R>(answer: (params: P) => Promise<R>) {
		return async (params: P): Promise<R> => {
			if (params.address !== undefined && !isTrusted()) {
				throw refusal(
					l10n.t(
						'The workspace is not trusted, so no server is contacted. Trust the workspace first.',
					),
				);
			}
			try {
				return await answer(params);
			} catch (error) {
				throw refusal(error instanceof Error ? error.message : String(error));
			}
		};
	}
	onRequest(connection, SEARCH_CLASSES, ifAllowed(explorer.search));
	onRequest(connection, GET_CLASS, ifAllowed(explorer.page));
	onRequest(connection, GET_OUTPUT, ifAllowed(explorer.output));
	onRequest(connection, COUNT_ROWS, ifAllowed(explorer.count));
	onRequest(connection, REMOVE_ROWS, ifAllowed(explorer.remove));
}
