import { UNIHASH_TABLE } from './unihash-table-code';

/** What `server/wasm/unihash-table.ts` exports; its comments tell what each does. */
export interface UnihashTable {
	readonly memory: { readonly buffer: ArrayBuffer };
	readonly INPUT: { readonly value: number };
	readonly OUTPUT: { readonly value: number };
	readonly BUFFER_SIZE: { readonly value: number };
	readonly consumed: { readonly value: number };
	setUp(capacity: number, seedHigh: number, seedLow: number): number;
	clear(): void;
	size(): number;
	addMethod(length: number): number;
	add(method: number): number;
	get(method: number): number;
	answer(length: number): number;
}

/** The part of the global object that is used; Node.js has it, its types do not tell. */
declare const WebAssembly: {
	Module: new (code: Uint8Array) => object;
	Instance: new (module: object) => { readonly exports: unknown };
};

let code: object | undefined;

/**
 * An empty table.
 * @param capacity most entries, fewer than 2 ** 20
 * @throws when the system does not give the memory, or the processor cannot
 *   work on sixteen bytes at once, as those of some virtual machines
 */
export function unihashTable(capacity: number): UnihashTable {
	code ??= new WebAssembly.Module(Buffer.from(UNIHASH_TABLE, 'base64'));
	const table = new WebAssembly.Instance(code).exports as UnihashTable;
	const [high, low] = [Math.random() * 2 ** 32, Math.random() * 2 ** 32];
	if (!table.setUp(capacity, high, low)) throw new RangeError('no memory for unihashes');
	return table;
}
