import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskHash } from '../../shared/ran';
import { namesIn } from './namesIn';

/** Folders of objects that depend on the building machine, such as `universal`; there are few. */
const MACHINES = 50;

/**
 * The object of a task in shared state, by its unihash; null when there is none.
 * Objects lie in folders by the first digits of the hash; those that depend on
 * the building machine in a folder of its own. Source: sstate.bbclass.
 */
export async function objectOf(
	folder: string,
	task: string,
	unihash: string,
): Promise<TaskHash['object']> {
	const digits = join(unihash.slice(0, 2), unihash.slice(2, 4));
	const end = `:${unihash}_${task.replace(/^do_/, '')}.`;
	const machines = (await namesIn(folder)).filter((name) => !/^[0-9a-f]{2}$/.test(name));
	for (const machine of ['', ...machines.slice(0, MACHINES)]) {
		const place = join(folder, machine, digits);
		for (const name of await namesIn(place)) {
			if (!name.startsWith('sstate:') || !name.includes(end)) continue;
			if (!/\.(tar\.zst|tgz)$/.test(name)) continue;
			const path = join(place, name);
			try {
				return { path, writtenAt: (await stat(path)).mtimeMs };
			} catch {
				// A link to an object that is gone, as a mirror on a share leaves it.
			}
		}
	}
	return null;
}
