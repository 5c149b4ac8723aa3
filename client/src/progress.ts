import { ProgressLocation, window } from 'vscode';

/** What takes less time than this needs no notification. */
const PATIENCE_MS = 500;

/** Shows a progress notification for as long as `work` goes on, if it goes on for more than a moment. */
export async function withProgress<T>(title: string, work: Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const moment = new Promise<'slow'>((resolve) => {
		timer = setTimeout(resolve, PATIENCE_MS, 'slow');
	});
	try {
		if ((await Promise.race([work.then(() => 'done'), moment])) === 'slow') {
			await window.withProgress({ location: ProgressLocation.Notification, title }, () => work);
		}
		return await work;
	} finally {
		clearTimeout(timer);
	}
}
