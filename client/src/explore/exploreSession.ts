import { env, l10n, window } from 'vscode';
import {
	COUNT_ROWS,
	GET_CLASS,
	GET_OUTPUT,
	REMOVE_ROWS,
	SEARCH_CLASSES,
	type SearchField,
	type Target,
} from '../../../server/src/shared/explore';
import type { Request } from '../../../server/src/shared/protocol';
import { addressOf } from '../../../server/src/shared/state';
import { chooseServer } from '../chooseServer';
import type { LanguageServer } from '../languageServer';
import { showInformation } from '../notifications';
import type { StatusStore } from '../status/statusStore';
import { exportClass, exportClasses } from './export';
import { exploreView } from './model';
import type { Outputs } from './outputs';
import { confirmRemoval } from './removal';
import {
	choose,
	type ExploreQuery,
	type ExploreState,
	idOf,
	NOTHING_YET,
	nameOf,
	type Output,
	outputId,
	withPage,
} from './state';
import type { FromExplore, ToExplore } from './view';

interface Parts {
	readonly server: Pick<LanguageServer, 'request'>;
	readonly status: StatusStore;
	readonly outputs: Outputs;
	readonly post: (message: ToExplore) => void;
	/** What the page had kept over a reload. */
	readonly saved: unknown;
}

/** Classes that are fetched before the user is asked whether to go on. */
const BATCH = 50;

/** One panel's search and what is open in it. */
export class ExploreSession {
	readonly #parts: Parts;
	#state: ExploreState;
	/** Rises when a search that is under way is not wanted any more. */
	#round = 0;
	/** The same of what else is under way. */
	#workRound = 0;

	constructor(parts: Parts) {
		this.#parts = parts;
		this.#state = { ...NOTHING_YET, ...savedIn(parts.saved) };
	}

	receive(message: FromExplore): void {
		this.#handle(message).catch((error: unknown) => {
			const problem = error instanceof Error ? error.message : String(error);
			this.#become({ problem });
		});
	}

	/** Looks for something else, or for the same on another server. */
	look({ address, text, field = 'anything' }: ExploreQuery): void {
		const { queryRevision, chosen, ...before } = this.#state;
		this.#state = {
			...this.#state,
			address,
			queryRevision: text === undefined ? queryRevision : queryRevision + 1,
			// What is compared has to come from one server.
			chosen: address === before.address ? chosen : [],
		};
		const query = text === undefined ? before : { text, field };
		this.receive({ kind: 'search', text: query.text, field: query.field });
	}

	/** Tells when this window's server has come or gone, and searches where there was none before. */
	follow(): void {
		const { address, server, found, isSearching, text, field } = this.#state;
		const now = this.#serverName();
		if (address !== undefined || now === server) return;
		if (now !== null && found === null && !isSearching) {
			this.receive({ kind: 'search', text, field });
		} else {
			this.#become({});
		}
	}

	/** Ends what is under way: nobody looks. */
	rest(): void {
		this.#round++;
		this.#workRound++;
		this.#state = { ...this.#state, isSearching: false, work: null };
	}

	async #handle(message: FromExplore): Promise<void> {
		switch (message.kind) {
			case 'ready':
				if (this.#state.found === null) return this.#search();
				return this.#become({});
			case 'search':
				this.#state = { ...this.#state, text: message.text, field: message.field };
				return this.#search();
			case 'stop':
				this.rest();
				return this.#become({});
			case 'more':
				return this.#continue();
			case 'open':
				return this.#open(message.id);
			case 'close':
				this.#workRound++;
				return this.#become({ open: null, problem: null, work: null });
			case 'moreOfClass':
				return this.#moreOfClass();
			case 'copy':
				await env.clipboard.writeText(message.text);
				window.setStatusBarMessage(`$(check) ${l10n.t('Copied {0}', message.text)}`, 3000);
				return;
			case 'choose': {
				const output = this.#outputOf(message.id);
				if (output === undefined) return;
				return this.#become({ chosen: choose(this.#state.chosen, output) });
			}
			case 'showOutput': {
				const output = this.#outputOf(message.id);
				if (output === undefined) return;
				const text = await this.#during(l10n.t('Reading the output...'), () =>
					this.#textOf(output),
				);
				return text === undefined ? undefined : this.#parts.outputs.show(output, text);
			}
			case 'compare':
				return this.#compare();
			case 'remove':
				return this.#remove(message.id.split(' ')[0]);
			case 'removeAll':
				return this.#remove(undefined);
			case 'chooseServer': {
				const choice = await chooseServer(this.#parts.status.snapshot);
				if (choice !== undefined) this.look(choice);
				return;
			}
			case 'exportResults':
				return exportClasses(this.#state.found?.classes ?? []);
			case 'exportClass':
				if (this.#state.open !== null) return exportClass(this.#state.open);
		}
	}

	async #search(): Promise<void> {
		this.#workRound++;
		this.#become({ found: null, open: null, problem: null, work: null });
		await this.#continue();
	}

	/** Goes on until there is a batch more, all is searched, or nobody wants it any more. */
	async #continue(): Promise<void> {
		const mine = ++this.#round;
		const before = this.#state.found?.classes.length ?? 0;
		this.#become({ isSearching: true, problem: null });
		try {
			await this.#fetchBatch(mine, before);
		} catch (error) {
			// Nobody waits for what became of a search that was left.
			if (mine !== this.#round) return;
			this.#become({ isSearching: false });
			throw error;
		}
	}

	async #fetchBatch(mine: number, before: number): Promise<void> {
		for (;;) {
			const { text, field, found } = this.#state;
			const cursor = found?.cursor ?? undefined;
			const params = { text, field, ...(cursor === undefined ? {} : { cursor }) };
			const page = await this.#ask(SEARCH_CLASSES, params);
			if (mine !== this.#round) return;
			const next = withPage(this.#state.found, page);
			const isDone = next.cursor === null || next.classes.length - before >= BATCH;
			this.#become({ found: next, isSearching: !isDone });
			if (isDone) return;
		}
	}

	async #open(id: string): Promise<void> {
		const summary = this.#state.found?.classes.find((one) => idOf(one) === id);
		if (summary === undefined) return;
		const name = nameOf(summary) || summary.unihash.slice(0, 8);
		const page = await this.#during(l10n.t('Opening {0}...', name), () =>
			this.#ask(GET_CLASS, summary),
		);
		if (page !== undefined) this.#become({ open: { summary, ...page } });
	}

	async #moreOfClass(): Promise<void> {
		const { open } = this.#state;
		if (open === null || open.cursor === null) return;
		const { summary, cursor } = open;
		const page = await this.#during(l10n.t('Reading more of the class...'), () =>
			this.#ask(GET_CLASS, { ...summary, cursor }),
		);
		if (page === undefined) return;
		this.#become({ open: { summary, ...page, rows: [...open.rows, ...page.rows] } });
	}

	#outputOf(id: string): Output | undefined {
		const { open } = this.#state;
		const row = open?.rows.find((one) => outputId(one) === id);
		if (open === null || row === undefined || row.outhash === null) return undefined;
		const { taskhash, outhash } = row;
		return { method: open.summary.method, taskhash, outhash, name: nameOf(row) };
	}

	async #compare(): Promise<void> {
		const [left, right] = this.#state.chosen;
		if (left === undefined || right === undefined) return;
		const texts = await this.#during(l10n.t('Reading both outputs...'), () =>
			Promise.all([this.#textOf(left), this.#textOf(right)]),
		);
		if (texts === undefined) return;
		await this.#parts.outputs.compare(
			{ output: left, text: texts[0] },
			{ output: right, text: texts[1] },
		);
	}

	async #textOf({ method, taskhash, outhash }: Output): Promise<string> {
		const { text } = await this.#ask(GET_OUTPUT, { method, taskhash, outhash });
		if (text !== null) return text;
		throw new Error(
			l10n.t('The server has no listing of that output any more: the row has been removed.'),
		);
	}

	async #remove(taskhash: string | undefined): Promise<void> {
		const { open } = this.#state;
		if (open === null) return;
		const { method, unihash } = open.summary;
		const params = { method, unihash, ...(taskhash === undefined ? {} : { taskhash }) };
		const rows = await this.#during(l10n.t('Counting the rows...'), () =>
			this.#ask(COUNT_ROWS, params),
		);
		if (rows === undefined) return;
		if (!(await confirmRemoval(nameOf(open.summary), params, rows))) return;
		const isDone = await this.#during(
			l10n.t('Removing the rows...'),
			async () => {
				const removed = await this.#ask(REMOVE_ROWS, params);
				// Also to those who have gone on to something else.
				void showInformation(l10n.t('Rows removed: {0}.', removed.rows));
				return true;
			},
			{ canStop: false },
		);
		if (isDone) await this.#search();
	}

	/**
	 * Does something of which the page tells. Undefined, whatever comes of it,
	 * when it was stopped or the user went on to something else meanwhile.
	 */
	async #during<T>(
		text: string,
		work: () => Promise<T>,
		{ canStop = true } = {},
	): Promise<T | undefined> {
		const mine = ++this.#workRound;
		this.#become({ work: { text, canStop }, problem: null });
		try {
			const result = await work();
			return mine === this.#workRound ? result : undefined;
		} catch (error) {
			// A removal that failed is told in any case: rows are there that somebody thinks gone.
			if (mine === this.#workRound || !canStop) throw error;
			return undefined;
		} finally {
			if (mine === this.#workRound) this.#become({ work: null });
		}
	}

	#ask<P extends Target, R>(type: Request<P, R>, params: NoInfer<Omit<P, 'address'>>): Promise<R> {
		const { address } = this.#state;
		const whole = { ...params, ...(address === undefined ? {} : { address }) };
		return this.#parts.server.request(type, whole as P);
	}

	#become(change: Partial<ExploreState>): void {
		this.#state = { ...this.#state, ...change, server: this.#serverName() };
		this.#parts.post({
			kind: 'view',
			view: exploreView(this.#state),
			address: this.#state.address ?? null,
		});
	}

	#serverName(): string | null {
		return this.#state.address ?? addressOf(this.#parts.status.snapshot.server) ?? null;
	}
}

function savedIn(saved: unknown): Pick<ExploreState, 'address' | 'text' | 'field'> {
	const { address, text, field } = Object(saved) as Readonly<Record<string, unknown>>;
	const fields: readonly unknown[] = ['anything', 'recipe', 'task', 'hash'];
	return {
		address: typeof address === 'string' ? address : undefined,
		text: typeof text === 'string' ? text : '',
		field: fields.includes(field) ? (field as SearchField) : 'anything',
	};
}
