import * as l10n from '@vscode/l10n';
import {
	type Connection,
	LSPErrorCodes,
	RequestType,
	ResponseError,
} from 'vscode-languageserver/node';
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

/** Finds, shows and removes equivalences. The composition root hands in the real one. */
export interface Explorer {
	search(params: SearchParams): Promise<SearchPage>;
	page(params: ClassParams): Promise<ClassPage>;
	output(params: OutputParams): Promise<OutputText>;
	count(params: RowsParams): Promise<RowCount>;
	remove(params: RowsParams): Promise<Removed>;
}

const searchClasses = new RequestType<SearchParams, SearchPage, void>(SEARCH_CLASSES);
const getClass = new RequestType<ClassParams, ClassPage, void>(GET_CLASS);
const getOutput = new RequestType<OutputParams, OutputText, void>(GET_OUTPUT);
const countRows = new RequestType<RowsParams, RowCount, void>(COUNT_ROWS);
const removeRows = new RequestType<RowsParams, Removed, void>(REMOVE_ROWS);

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
				throw failed(
					l10n.t(
						'The workspace is not trusted, so no server is contacted. Trust the workspace first.',
					),
				);
			}
			try {
				return await answer(params);
			} catch (error) {
				throw failed(error instanceof Error ? error.message : String(error));
			}
		};
	}
	connection.onRequest(searchClasses, ifAllowed(explorer.search));
	connection.onRequest(getClass, ifAllowed(explorer.page));
	connection.onRequest(getOutput, ifAllowed(explorer.output));
	connection.onRequest(countRows, ifAllowed(explorer.count));
	connection.onRequest(removeRows, ifAllowed(explorer.remove));
}

/** Keeps a message as it is: of other errors the protocol's library makes a sentence about a request. */
function failed(message: string): ResponseError<void> {
	return new ResponseError(LSPErrorCodes.RequestFailed, message);
}
