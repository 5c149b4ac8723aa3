import * as l10n from '@vscode/l10n';
import type {
	ClassPage,
	ClassParams,
	OutputParams,
	OutputText,
	Removed,
	RowCount,
	RowsParams,
	SearchPage,
	SearchParams,
	Target,
} from '../../shared/explore';
import type { ServerState } from '../../shared/state';
import type { DatabaseReader } from './reader';
import { remoteClasses, removeTaskhash } from './remote-classes';
import type { Remotes } from './remotes';

/** Finds, shows and removes equivalences, of this window's server or of another. */
export interface Explorer {
	search(params: SearchParams): Promise<SearchPage>;
	page(params: ClassParams): Promise<ClassPage>;
	output(params: OutputParams): Promise<OutputText>;
	count(params: RowsParams): Promise<RowCount>;
	/** Through the server, which has to allow it. */
	remove(params: RowsParams): Promise<Removed>;
}

interface Parts {
	/** How it is with the server of this window. */
	readonly state: () => ServerState;
	readonly reader: DatabaseReader;
	readonly remotes: Remotes;
}

/** Taskhashes that are removed before the rest of a class is looked up. */
const BATCH = 100;

/** Explores a database beside its server where it is on this machine, and any other server by the protocol. */
export function createExplorer({ state, reader, remotes }: Parts): Explorer {
	const remote = remoteClasses(remotes);

	/** Who is asked: a server with a database that can be read here, or one that is known by its address alone. */
	function place({ address }: Target): { address: string; database?: string } {
		const own = state();
		if (address === undefined || ('address' in own && own.address === address)) {
			if (own.kind === 'running') return own;
			if (own.kind === 'attached') return { address: own.address };
			throw new Error(
				l10n.t(
					'No hash server is running, so there are no equivalences to show. Start one, or choose another server.',
				),
			);
		}
		return { address };
	}

	return {
		search: async (params) => {
			const { address, database } = place(params);
			return database === undefined
				? remote.search(address, params)
				: reader.ask(database, 'search', params);
		},
		page: async (params) => {
			const { address, database } = place(params);
			return database === undefined
				? remote.page(address, params)
				: reader.ask(database, 'page', params, params.cursor);
		},
		output: async (params) => {
			const { address, database } = place(params);
			const text =
				database === undefined
					? remote.output(address, params)
					: reader.ask(database, 'output', params);
			return { text: await text };
		},
		count: async (params) => {
			const { database } = place(params);
			return database === undefined
				? { taskhashes: null, rows: null }
				: reader.ask(database, 'count', params, params.taskhash);
		},
		remove: async ({ taskhash, ...params }) => {
			const { address, database } = place(params);
			const { method } = params;
			if (taskhash !== undefined) {
				return { rows: await removeTaskhash(remotes, address, method, taskhash) };
			}
			if (database === undefined) {
				throw new Error(
					l10n.t('This server cannot list a class, so it cannot be removed as a whole.'),
				);
			}
			let rows = 0;
			for (;;) {
				const batch = await reader.ask(database, 'taskhashes', params, BATCH);
				let removed = 0;
				for (const one of batch) removed += await removeTaskhash(remotes, address, method, one);
				rows += removed;
				// What cannot be removed must not be tried for ever.
				if (batch.length < BATCH || removed === 0) return { rows };
			}
		},
	};
}
