import { splitWords } from '../text/whitespace';
import type { DataStore } from './dataStore';
import { joinPath } from './path';
import { type CodeContext, writesOf } from './python/writes';
import type { SourceReader } from './reader';

/**
 * Marks what event handlers may have changed, because only BitBake can run
 * them. False when one of them may have changed anything.
 */
export function doubtHandlers(
	data: DataStore,
	handlers: Iterable<string>,
	event: string,
	reader: SourceReader,
): boolean {
	const context = contextOf(data, event, reader);
	let isClosed = true;
	for (const handler of handlers) {
		const mask = splitWords(data.expand(data.flag(handler, 'eventmask') ?? '').value);
		if (mask.length > 0 && !mask.includes(`bb.event.${event}`) && !mask.includes('*')) continue;
		const writes = writesOf(data.raw(handler) ?? '', context);
		data.doubt(writes.names, writes.prefixes);
		if (writes.isOpen) isClosed = false;
	}
	return isClosed;
}

/**
 * Marks what the anonymous functions of classes may change. They run when a
 * recipe is complete, and for what `bitbake -e` and bitbake-getvar show.
 * False when one of them may change anything.
 */
export function doubtAnonymous(
	data: DataStore,
	bodies: readonly string[],
	reader: SourceReader,
): boolean {
	const context = contextOf(data, '', reader);
	let isClosed = true;
	for (const body of bodies) {
		const writes = writesOf(body, context);
		data.doubt(writes.names, writes.prefixes);
		if (writes.isOpen) isClosed = false;
	}
	return isClosed;
}

function contextOf(data: DataStore, event: string, reader: SourceReader): CodeContext {
	return {
		functionBody(name) {
			const [, module, local] = /^oe\.(\w+)\.(\w+)$/.exec(name) ?? [];
			if (module !== undefined) return libraryFunction(module, local!, data, reader);
			return data.flag(name, 'func') ? data.own(name) : undefined;
		},
		isEvent: (name) => name === event,
		variable(name) {
			const found = data.get(name);
			if (!found) return null;
			return found.isStatic && found.error === undefined ? found.value : undefined;
		},
		exists: (path) => reader.exists(path),
	};
}

/** A function of a layer's Python library `oe`. */
function libraryFunction(
	module: string,
	name: string,
	data: DataStore,
	reader: SourceReader,
): string | undefined {
	for (const layer of splitWords(data.get('BBLAYERS')?.value ?? '')) {
		const file = reader.read(joinPath(layer, `lib/oe/${module}.py`));
		if (file.kind !== 'text') continue;
		const start = file.text.search(new RegExp(`^def ${name}\\(`, 'm'));
		if (start < 0) continue;
		const rest = file.text.slice(start);
		const end = rest.search(/\n(?=[^\s#)])/);
		return end < 0 ? rest : rest.slice(0, end);
	}
	return undefined;
}
