import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { namesIn } from './namesIn';

/** What BitBake wrote down of a task that ran, beside its stamp. */
export interface Signature {
	/** Null where the file does not tell: before Yocto 4.0 it is in Python's own form. */
	readonly taskhash: string | null;
	readonly unihash: string;
}

/** When a build ran, in milliseconds since the epoch. */
export interface Period {
	/** Null when it is not known. */
	readonly from: number | null;
	readonly to: number;
}

/** Target systems whose folders are looked into; a build has a handful. */
const SYSTEMS = 200;
/** A signature is some ten kilobytes, for an image a few megabytes. */
const LARGEST = 16 * 1024 * 1024;
const LARGEST_TEXT = 256 * 1024 * 1024;
/** File systems tell times in steps, and the log ends a moment before BitBake does. */
const SLACK_MS = 2_000;

/** The signatures that a build left of a recipe's tasks, by task; of several the newest. */
export async function signaturesOf(
	stamps: readonly string[],
	recipe: string,
	period: Period,
): Promise<ReadonlyMap<string, Signature>> {
	const files = new Map<string, { path: string; hash: string; writtenAt: number }>();
	for (const folder of await recipeFolders(stamps, recipe)) {
		for (const name of await namesIn(folder)) {
			const [, task, hash] = /\.(do_\w+)\.sigdata\.([0-9a-f]+)$/.exec(name) ?? [];
			if (task === undefined || hash === undefined) continue;
			const path = join(folder, name);
			const writtenAt = await timeOf(path);
			// Another build's, which says nothing of this one.
			if (writtenAt === null || !isWithin(writtenAt, period)) continue;
			const known = files.get(task);
			if (known === undefined || known.writtenAt < writtenAt) {
				files.set(task, { path, hash, writtenAt });
			}
		}
	}
	const found = new Map<string, Signature>();
	for (const [task, { path, hash }] of files) {
		found.set(task, { unihash: hash, taskhash: await taskhashIn(path) });
	}
	return found;
}

function isWithin(time: number, { from, to }: Period): boolean {
	return time <= to + SLACK_MS && (from === null || time >= from - SLACK_MS);
}

async function recipeFolders(stamps: readonly string[], recipe: string): Promise<string[]> {
	const folders: string[] = [];
	for (const root of stamps) {
		const systems = (await namesIn(root)).slice(0, SYSTEMS);
		folders.push(...systems.map((system) => join(root, system, recipe)));
	}
	return folders;
}

/** Since Yocto 4.0 the file is JSON, compressed with Zstandard. */
async function taskhashIn(path: string): Promise<string | null> {
	try {
		// Node's own since 22.15, which is newer than what runs this beside other editors.
		const data = await promisify(zstdDecompress)(await bytesOf(path), {
			maxOutputLength: LARGEST_TEXT,
		});
		const { taskhash } = JSON.parse(data.toString('utf8')) as Readonly<Record<string, unknown>>;
		return typeof taskhash === 'string' && /^[0-9a-f]+$/.test(taskhash) ? taskhash : null;
	} catch {
		return null;
	}
}

async function bytesOf(path: string): Promise<Buffer> {
	const file = await open(path, 'r');
	try {
		const { size } = await file.stat();
		if (size > LARGEST) throw new Error(`${path} is too large for a signature`);
		return await file.readFile();
	} finally {
		await file.close();
	}
}

async function timeOf(path: string): Promise<number | null> {
	try {
		const stats = await stat(path);
		return stats.isFile() ? stats.mtimeMs : null;
	} catch {
		return null;
	}
}
