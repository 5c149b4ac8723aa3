import type { RuleContext } from '../rules/rule';
import type { Reachability } from '../yocto/reachability';

/** Asks whether a hash equivalence server answers at an address. The composition root hands in the real one. Never rejects. */
export type Reach = (
	address: string,
	options: { readonly signal: AbortSignal },
) => Promise<Reachability>;

/** A text rests when nothing was evaluated for so long: nobody wants half an address asked. */
const REST_MS = 800;
/** How long a result counts as fresh, when it is good and when it is bad. */
const GOOD_MS = 60_000;
const BAD_MS = 15_000;
/** Addresses asked at the same time. */
const MAX_AT_ONCE = 3;

interface ProbesOptions {
	readonly reach: Reach;
	/** False where no server may be asked: a setting, or a workspace that is not trusted. */
	isAllowed(): boolean;
	/** True for the server that this window shows: what goes on there is known. */
	isOwn(address: string): boolean;
	/** Called with a build or lone file when something else is known of a server that it asks. */
	onResult(key: string): void;
}

/** Knows which servers the builds would ask and whether these answer. Asks seldom, and never while somebody types. */
export class Probes {
	private readonly options: ProbesOptions;
	private readonly wanted = new Map<string, readonly string[]>();
	private readonly known = new Map<string, { result: Reachability; freshUntil: number }>();
	private readonly asking = new Map<string, AbortController>();
	private resting: NodeJS.Timeout | undefined;

	constructor(options: ProbesOptions) {
		this.options = options;
	}

	/** What is known of servers; undefined where none may be asked. */
	get results(): RuleContext['reachability'] {
		if (!this.options.isAllowed()) return undefined;
		return (address) => (this.options.isOwn(address) ? undefined : this.known.get(address)?.result);
	}

	/** Says what a build or a lone file asks, as it was just evaluated. Asked is what is not known, once the text rests. */
	want(key: string, addresses: readonly string[]): void {
		if (addresses.length > 0) this.wanted.set(key, addresses);
		else this.wanted.delete(key);
		this.forgetUnwanted();
		clearTimeout(this.resting);
		this.resting = this.wanted.size > 0 ? setTimeout(() => this.askStale(), REST_MS) : undefined;
	}

	/** Asks at once what is not known freshly. */
	askStale(): void {
		clearTimeout(this.resting);
		this.resting = undefined;
		const { isAllowed, isOwn } = this.options;
		if (!isAllowed()) return;
		for (const address of this.addresses()) {
			if (this.asking.size >= MAX_AT_ONCE) return;
			const isFresh = (this.known.get(address)?.freshUntil ?? 0) > performance.now();
			if (!isFresh && !this.asking.has(address) && !isOwn(address)) void this.ask(address);
		}
	}

	/** Asks everything anew; until the answers come, the old ones stand. */
	askAll(): void {
		for (const known of this.known.values()) known.freshUntil = 0;
		this.askStale();
	}

	dispose(): void {
		this.wanted.clear();
		this.forgetUnwanted();
		clearTimeout(this.resting);
	}

	private async ask(address: string): Promise<void> {
		const controller = new AbortController();
		this.asking.set(address, controller);
		const result = await this.options.reach(address, { signal: controller.signal });
		if (controller.signal.aborted) return;
		this.asking.delete(address);
		const before = this.known.get(address)?.result;
		const freshUntil = performance.now() + (result.kind === 'answers' ? GOOD_MS : BAD_MS);
		this.known.set(address, { result, freshUntil });
		if (!isSame(before, result)) {
			for (const [key, addresses] of this.wanted) {
				if (addresses.includes(address)) this.options.onResult(key);
			}
		}
		// Others may have waited for their turn.
		if (this.resting === undefined) this.askStale();
	}

	private addresses(): Set<string> {
		return new Set([...this.wanted.values()].flat());
	}

	private forgetUnwanted(): void {
		const wanted = this.addresses();
		for (const [address, controller] of this.asking) {
			if (wanted.has(address)) continue;
			controller.abort();
			this.asking.delete(address);
		}
		const now = performance.now();
		for (const [address, { freshUntil }] of this.known) {
			if (!wanted.has(address) && freshUntil < now) this.known.delete(address);
		}
	}
}

/** True when people would read the same. How long an answer took differs each time. */
function isSame(a: Reachability | undefined, b: Reachability): boolean {
	if (a === undefined || a.kind !== b.kind) return false;
	return a.kind === 'answers' || (b.kind !== 'answers' && a.detail === b.detail);
}
