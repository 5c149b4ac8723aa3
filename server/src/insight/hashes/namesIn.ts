import { readdir } from 'node:fs/promises';

/** What is in a folder; nothing where it cannot be read. */
export async function namesIn(folder: string): Promise<string[]> {
	try {
		return await readdir(folder);
	} catch {
		return [];
	}
}
