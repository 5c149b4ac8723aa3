import { type CancellationToken, CancellationTokenSource, ProgressLocation, window } from 'vscode';

/** What takes less time than this needs no notification. */
const PATIENCE_MS = 500;

/** Shows a progress notification for as long as `work` goes on, if it goes on for more than a moment. */
export function withProgress<T>(title: string, work: Promise<T>): Promise<T> {
	return show(title, work);
}

/** The same with a button that cancels; undefined when the work failed because of that. */
export async function withCancellableProgress<T>(
	title: string,
	begin: (token: CancellationToken) => Promise<T>,
): Promise<T | undefined> {
	const cancel = new CancellationTokenSource();
	try {
		return await show(title, begin(cancel.token), cancel);
	} catch (error) {
		if (cancel.token.isCancellationRequested) return undefined;
		throw error;
	} finally {
		cancel.dispose();
	}
}

async function show<T>(
	title: string,
	work: Promise<T>,
	cancel?: CancellationTokenSource,
): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const moment = new Promise<'slow'>((resolve) => {
		timer = setTimeout(resolve, PATIENCE_MS, 'slow');
	});
	const location = ProgressLocation.Notification;
	try {
		if ((await Promise.race([work.then(() => 'done'), moment])) === 'slow') {
			const options = { location, title, cancellable: cancel !== undefined };
			await window.withProgress(options, (_, token) => {
				token.onCancellationRequested(() => cancel?.cancel());
				return work;
			});
		}
		return await work;
	} finally {
		clearTimeout(timer);
	}
}
