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
import { chooseServer } from '../chooseServer';
import type { LanguageServer } from '../languageServer';
import type { StatusStore } from '../status/statusStore';
import { exploreView } from './model';
import type { Outputs } from './outputs';
import { confirmRemoval } from './removal';
import {
	choose,
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

	constructor(parts: Parts) {
		this.#parts = parts;
		this.#state = { ...NOTHING_YET, ...savedIn(parts.saved) };
	}

	receive(message: FromExplore): void {
		this.#handle(message).catch((error: unknown) => {
			const problem = error instanceof Error ? error.message : String(error);
			this.#become({ problem, isSearching: false });
		});
	}

	/** Asks another server the same. */
	lookAt(address: string | undefined): void {
		this.#state = { ...this.#state, address, open: null, chosen: [] };
		this.receive({ kind: 'search', text: this.#state.text, field: this.#state.field });
	}

	/** Ends what is under way: nobody looks. */
	rest(): void {
		this.#round++;
		this.#state = { ...this.#state, isSearching: false };
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
				return this.#become({ open: null, problem: null });
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
				return this.#parts.outputs.show(output, await this.#textOf(output));
			}
			case 'compare':
				return this.#compare();
			case 'remove':
				return this.#remove(message.id.split(' ')[0]);
			case 'removeAll':
				return this.#remove(undefined);
			case 'chooseServer': {
				const choice = await chooseServer(this.#parts.status.snapshot);
				if (choice !== undefined) this.lookAt(choice.address);
			}
		}
	}

	async #search(): Promise<void> {
		this.#become({ found: null, open: null, problem: null });
		await this.#continue();
	}

	/** Goes on until there is a batch more, all is searched, or nobody wants it any more. */
	async #continue(): Promise<void> {
		const mine = ++this.#round;
		const before = this.#state.found?.classes.length ?? 0;
		this.#become({ isSearching: true, problem: null });
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
		const page = await this.#ask(GET_CLASS, summary);
		this.#become({ open: { summary, ...page }, problem: null });
	}

	async #moreOfClass(): Promise<void> {
		const { open } = this.#state;
		if (open === null || open.cursor === null) return;
		const { summary, cursor } = open;
		const page = await this.#ask(GET_CLASS, { ...summary, cursor });
		if (this.#state.open !== open) return;
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
		await this.#parts.outputs.compare(
			{ output: left, text: await this.#textOf(left) },
			{ output: right, text: await this.#textOf(right) },
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
		const rows = await this.#ask(COUNT_ROWS, params);
		if (!(await confirmRemoval(nameOf(open.summary), params, rows))) return;
		const removed = await this.#ask(REMOVE_ROWS, params);
		void window.showInformationMessage(l10n.t('Rows removed: {0}.', removed.rows));
		await this.#search();
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
		const { server } = this.#parts.status.snapshot;
		return this.#state.address ?? ('address' in server ? server.address : null);
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
