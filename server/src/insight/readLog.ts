import { open } from 'node:fs/promises';
import type { SstateSummary } from '../shared/insight';
import { lastSummary } from './sstateSummary';

/** The line stands behind parsing and before the first task, so near the beginning. */
const HEAD = 8 * 1024 * 1024;
/** Of a log that several runs share, the newest run is at the end. */
const TAIL = 1024 * 1024;
const CHUNK = 256 * 1024;
/** Longer than the line, so that one on the border of two chunks is seen whole. */
const OVERLAP = 512;

/**
 * The last sstate summary of a log; null when it has none. Reads a bounded part
 * of a large log, in pieces, so that nothing else waits.
 * @throws the system's error when the file cannot be read
 */
export async function readLog(path: string, size: number): Promise<SstateSummary | null> {
	const file = await open(path, 'r');
	try {
		const tail = Math.max(HEAD, size - TAIL);
		const chunks = [...chunksOf(0, Math.min(size, HEAD)), ...chunksOf(tail, size)];
		const buffer = Buffer.alloc(CHUNK + OVERLAP);
		// From the end: the last line counts, and most of a log stays unread.
		for (const [start, end] of chunks.reverse()) {
			const { bytesRead } = await file.read(buffer, 0, end - start, start);
			const summary = lastSummary(buffer.toString('latin1', 0, bytesRead));
			if (summary) return summary;
		}
		return null;
	} finally {
		await file.close();
	}
}

/** Pieces of a range, each with some of what follows it. */
function chunksOf(from: number, to: number): [number, number][] {
	const chunks: [number, number][] = [];
	for (let start = from; start < to; start += CHUNK) {
		chunks.push([start, Math.min(start + CHUNK + OVERLAP, to)]);
	}
	return chunks;
}
