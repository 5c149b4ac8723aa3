import type { DataStore } from './dataStore';
import { isAbsolute, joinPath } from './path';
import type { SourceReader } from './reader';

/**
 * Path of a class along BBPATH, or undefined. While a configuration is read,
 * BitBake looks in `classes-global` (from 2.2 on) and `classes`.
 */
export function findClass(name: string, data: DataStore, reader: SourceReader): string | undefined {
	const folders = data.dialect.globalClasses ? ['classes-global', 'classes'] : ['classes'];
	if (isAbsolute(name)) return reader.exists(name) ? name : undefined;
	const files = name.endsWith('.bbclass')
		? [name]
		: folders.map((folder) => `${folder}/${name}.bbclass`);
	const path = (data.get('BBPATH')?.value ?? '').split(':').filter((folder) => folder !== '');
	for (const file of files) {
		const found = path.map((folder) => joinPath(folder, file)).find((at) => reader.exists(at));
		if (found !== undefined) return found;
	}
	return undefined;
}
