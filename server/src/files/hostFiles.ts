import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { NOTHING_THERE } from './diskReader';

/** A file system and where it is mounted. */
interface Mount {
	readonly point: string;
	readonly type: string;
}

/** File systems on which a look may wait for another machine, for ever if that is gone. */
const REMOTE = /^(nfs|cifs|smb|9p|ceph|glusterfs|lustre|afs|autofs|fuse\.)/;

/** Facts of this machine's files. Never waits for a server: what lies on another machine counts as there. */
export class DiskHostFiles {
	exists(path: string): boolean {
		const type = mountOf(path, readMounts())?.type;
		if (type !== undefined && REMOTE.test(type)) return true;
		try {
			return statSync(path, { throwIfNoEntry: false }) !== undefined;
		} catch (error) {
			// What may not be looked at may well be there.
			return !NOTHING_THERE.has((error as NodeJS.ErrnoException).code);
		}
	}

	/** Of the path or, as BitBake looks, of the nearest folder above it that exists. Undefined where it cannot be told. */
	fileSystemType(path: string): string | undefined {
		const mounts = readMounts();
		const type = mountOf(path, mounts)?.type;
		if (type === undefined || REMOTE.test(type)) return type;
		const real = realPathOf(path);
		return real === undefined ? undefined : mountOf(real, mounts)?.type;
	}
}

function readMounts(): Mount[] {
	try {
		return parseMountInfo(readFileSync('/proc/self/mountinfo', 'utf8'));
	} catch {
		return [];
	}
}

/** The mounts in a text of the form of `/proc/self/mountinfo`; see proc(5). */
export function parseMountInfo(text: string): Mount[] {
	return text.split('\n').flatMap((line) => {
		const [before = '', after] = line.split(' - ', 2);
		const point = before.split(' ')[4];
		const type = after?.split(' ')[0];
		if (!point || !type) return [];
		const decoded = point.replace(/\\([0-7]{3})/g, (_, octal: string) =>
			String.fromCharCode(Number.parseInt(octal, 8)),
		);
		return [{ point: decoded, type }];
	});
}

/** The mount that holds a path: the deepest, and of those on one point the last. */
export function mountOf(path: string, mounts: readonly Mount[]): Mount | undefined {
	let found: Mount | undefined;
	for (const mount of mounts) {
		const isAbove =
			mount.point === '/' || path === mount.point || path.startsWith(`${mount.point}/`);
		if (isAbove && mount.point.length >= (found?.point.length ?? 0)) found = mount;
	}
	return found;
}

function realPathOf(path: string): string | undefined {
	for (let folder = path; ; folder = dirname(folder)) {
		try {
			return realpathSync(folder);
		} catch {
			if (folder === dirname(folder)) return undefined;
		}
	}
}
