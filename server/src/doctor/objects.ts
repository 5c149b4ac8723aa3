import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A shared state object in SSTATE_DIR. */
export interface SstateObject {
	/** Below SSTATE_DIR, as on a mirror. */
	readonly path: string;
	/** True where BitBake has fetched it: then a mirror had it. */
	readonly isFetched: boolean;
}

/** Folders that are listed: a cache has tens of thousands. */
const LISTED = 60;
const OBJECT = /^sstate:.*\.(tgz|tar\.zst)$/;

/** A few objects of a shared state folder, those that were fetched first. Empty where there are none. */
export async function sampleObjects(folder: string, count: number): Promise<SstateObject[]> {
	const found: SstateObject[] = [];
	// Objects that depend on the machine that built lie in a folder of their own, such as universal/.
	const queue = [''];
	for (let listed = 0; queue.length > 0 && listed < LISTED; listed++) {
		const path = queue.shift() ?? '';
		const names = await namesIn(join(folder, path));
		const present = new Set(names.files);
		for (const name of names.files.filter((file) => OBJECT.test(file))) {
			const isFetched = names.links.has(name) || present.has(`${name}.done`);
			found.push({ path: join(path, name), isFetched });
		}
		if (found.filter(({ isFetched }) => isFetched).length >= count) break;
		// Deeper first, so that objects are met before all folders are listed; one child of each is enough.
		const isHash = /(^|\/)[0-9a-f]{2}$/.test(path);
		const folders = names.folders.slice(0, isHash ? 1 : LISTED);
		if (isHash) queue.unshift(...folders.map((name) => join(path, name)));
		else queue.push(...folders.map((name) => join(path, name)));
	}
	return found.sort((a, b) => Number(b.isFetched) - Number(a.isFetched)).slice(0, count);
}

async function namesIn(
	path: string,
): Promise<{ files: string[]; links: ReadonlySet<string>; folders: string[] }> {
	try {
		const entries = await readdir(path, { withFileTypes: true });
		const links = entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => name);
		return {
			files: entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name),
			links: new Set(links),
			folders: entries.filter((entry) => entry.isDirectory()).map(({ name }) => name),
		};
	} catch {
		return { files: [], links: new Set(), folders: [] };
	}
}
