import { readFileSync } from 'node:fs';

/** Files and connections that this process may have open, where the system tells. Node.js raises it as far as it may when it starts. */
export function openFilesLimit(): number {
	try {
		const found = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'));
		return Number(found?.[1] ?? Number.POSITIVE_INFINITY);
	} catch {
		return Number.POSITIVE_INFINITY;
	}
}
