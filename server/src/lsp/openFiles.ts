import { statSync } from 'node:fs';
import type { ReadResult, SourceReader } from '../evaluation/reader';
import { DiskReader, tooLarge } from '../files/diskReader';
import type { FolderReader } from '../yocto/discover';

/** The texts of open documents, by path. */
export interface OpenTexts {
	get(path: string): string | undefined;
}

/**
 * Reads open documents from the editor and everything else from disk. What was
 * read from disk is kept and looked at again once a round, so that a keystroke
 * costs one `stat` per file of a configuration and no reading.
 */
export class OpenFilesReader implements SourceReader, FolderReader {
	private readonly open: OpenTexts;
	private readonly disk = new DiskReader();
	private readonly kept = new Map<string, { round: number; stamp: string; result: ReadResult }>();
	private readonly seen = new Map<string, boolean>();
	private round = 0;
	private asked: Set<string> | undefined;

	constructor(open: OpenTexts) {
		this.open = open;
	}

	/**
	 * Runs an evaluation in which every file is looked at again before it is
	 * believed. Tells the paths that were asked for, whether anything is there or not.
	 */
	inRound<T>(evaluate: () => T): { readonly result: T; readonly asked: ReadonlySet<string> } {
		this.round++;
		const asked = new Set<string>();
		this.asked = asked;
		try {
			return { result: evaluate(), asked };
		} finally {
			this.asked = undefined;
		}
	}

	isOpen(path: string): boolean {
		return this.open.get(path) !== undefined;
	}

	read(path: string): ReadResult {
		this.asked?.add(path);
		const text = this.open.get(path);
		if (text !== undefined) return tooLarge(text.length) ?? { kind: 'text', text };
		const known = this.kept.get(path);
		if (known?.round === this.round) return known.result;
		const stamp = stampOf(path);
		const result = known && known.stamp === stamp ? known.result : this.disk.read(path);
		this.kept.set(path, { round: this.round, stamp, result });
		return result;
	}

	exists(path: string): boolean {
		this.asked?.add(path);
		if (this.isOpen(path)) return true;
		const isThere = this.disk.exists(path);
		this.seen.set(path, isThere);
		return isThere;
	}

	/** Forgets what is of no use any more: every name of an include that is typed is looked for while it is half there. */
	keepOnly(isWanted: (path: string) => boolean): void {
		for (const known of [this.kept, this.seen]) {
			for (const path of known.keys()) if (!isWanted(path)) known.delete(path);
		}
	}

	/** What changed on disk since it was last looked at, of all that is kept. */
	changedOnDisk(): string[] {
		const changed = [...this.kept].filter(
			([path, { stamp }]) => !this.isOpen(path) && stampOf(path) !== stamp,
		);
		const cameOrWent = [...this.seen].filter(
			([path, isThere]) => !this.isOpen(path) && this.disk.exists(path) !== isThere,
		);
		return [...new Set([...changed, ...cameOrWent].map(([path]) => path))];
	}

	folders(path: string): readonly string[] {
		return this.disk.folders(path);
	}

	files(path: string): readonly string[] {
		return this.disk.files(path);
	}
}

/** Changes whenever a file's content may have changed. */
function stampOf(path: string): string {
	try {
		const { mtimeMs, size, ino } = statSync(path);
		return `${mtimeMs}:${size}:${ino}`;
	} catch (error) {
		return String((error as NodeJS.ErrnoException).code);
	}
}
