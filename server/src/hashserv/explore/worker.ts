/** Looks into a database in a thread of its own: what takes long there holds up neither the hash server nor the editor. */
import '../../shared/localise';
import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../errors';
import { type DatabaseView, openView } from '../store/explore/index';
import type { Answer, Question, ReaderOptions } from './questions';

const port = parentPort;
if (port === null) throw new Error('database-reader runs as a worker thread only');

const { database } = workerData as ReaderOptions;
let view: DatabaseView | null = null;

port.on('message', (question: Question | 'close') => {
	if (question === 'close') {
		view?.close();
		port.close();
		return;
	}
	const { id } = question;
	const send = (answer: Answer): void => port.postMessage(answer);
	try {
		// Opened by the first question, which then has the error if it cannot be.
		view ??= openView(database);
		const ask = view[question.name] as (...args: readonly unknown[]) => unknown;
		send({ id, value: ask(...question.args) });
	} catch (error) {
		send({ id, error: messageOf(error) });
	}
});
