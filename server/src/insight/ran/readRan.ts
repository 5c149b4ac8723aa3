import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { RanTasks, ReadRanProgress } from '../../shared/ran';
import { RanCollector } from './collect';
import { LineSplitter } from './lines';
import { readMessage } from './message';

interface Options {
	readonly signal?: AbortSignal;
	onProgress?(progress: ReadRanProgress): void;
}

const CHUNK = 512 * 1024;

/**
 * Reads a whole console log, however large, in pieces.
 * @throws the system's error when it cannot be read, the signal's reason when it is aborted
 */
export async function readRan(
	log: string,
	{ signal, onProgress }: Options = {},
): Promise<RanTasks> {
	const stats = await stat(log);
	// Opening a pipe might wait for ever.
	if (!stats.isFile()) throw new Error(`${log} is not a file`);
	const collector = new RanCollector();
	const lines = new LineSplitter((line, number) => {
		const message = readMessage(line);
		if (message) collector.take(message, number);
	});
	// Of a log that is being written, as much as there was: it must end.
	const options = { highWaterMark: CHUNK, end: Math.max(0, stats.size - 1) };
	let read = 0;
	let told = 0;
	for await (const chunk of createReadStream(log, options) as AsyncIterable<Buffer>) {
		signal?.throwIfAborted();
		lines.push(chunk);
		read += chunk.length;
		const percent = Math.floor((100 * read) / stats.size);
		if (percent > told) onProgress?.({ percent });
		told = percent;
	}
	lines.end();
	return collector.result;
}
