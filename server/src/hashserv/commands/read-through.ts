/** Look-ups in the store, and in the upstream for what is not there. */
import type { Awaitable, OuthashRow, UnifiedRow } from '../store/store';
import { andThen, type CommandContext } from './command';

/** The unihash of a taskhash, or null. */
export function findUnihash(
	{ store, upstream }: CommandContext,
	method: string,
	taskhash: string,
): Awaitable<string | null> {
	const local = store.unihash(method, taskhash);
	if (upstream === null) return local;
	return chain(local, (found) => found ?? upstream.unihash(method, taskhash));
}

/** The oldest outhash row of a taskhash with its unihash, or null. */
export function findUnified(
	{ store, upstream }: CommandContext,
	method: string,
	taskhash: string,
): Awaitable<UnifiedRow | null> {
	const local = store.unified(method, taskhash);
	if (upstream === null) return local;
	return chain(
		local,
		(found) =>
			found ??
			chain(upstream.fetchTaskhash(method, taskhash), (isStored) =>
				isStored ? store.unified(method, taskhash) : null,
			),
	);
}

/** The oldest row with an outhash and its unihash, or null. */
export function findByOuthash(
	{ store, upstream }: CommandContext,
	method: string,
	outhash: string,
	taskhash: string,
): Awaitable<UnifiedRow | null> {
	const local = store.unifiedByOuthash(method, outhash);
	if (upstream === null) return local;
	return chain(
		local,
		(found) =>
			found ??
			chain(upstream.fetchOuthash(method, outhash, taskhash), (unihash) =>
				unihash === null ? null : store.unifiedByOuthash(method, outhash),
			),
	);
}

/** The oldest row with an outhash, or null. */
export function findOuthash(
	{ store, upstream }: CommandContext,
	method: string,
	outhash: string,
	taskhash: string,
): Awaitable<OuthashRow | null> {
	const local = store.outhash(method, outhash);
	if (upstream === null) return local;
	return chain(
		local,
		(found) =>
			found ??
			chain(upstream.fetchOuthash(method, outhash, taskhash), (unihash) =>
				unihash === null ? null : store.outhash(method, outhash),
			),
	);
}

/** `andThen` for a step that may itself take time. */
export function chain<T, R>(value: Awaitable<T>, next: (value: T) => Awaitable<R>): Awaitable<R> {
	const result = andThen(value, next);
	return result instanceof Promise ? result.then((inner) => inner) : result;
}
