import type { Page } from 'playwright-core';

/**
 * True when the window has stored this text. In a browser it stores what outlives
 * it every few seconds, and what is newer is lost when it is reloaded.
 */
export function hasStored(page: Page, text: string): Promise<boolean> {
	return page.evaluate(`(async () => {
		const done = (request) => new Promise((resolve, reject) => {
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => reject(request.error);
		});
		for (const { name } of await indexedDB.databases()) {
			const database = await done(indexedDB.open(name));
			try {
				for (const store of database.objectStoreNames) {
					const all = await done(database.transaction(store).objectStore(store).getAll());
					if (JSON.stringify(all).includes(${JSON.stringify(text)})) return true;
				}
			} finally {
				database.close();
			}
		}
		return false;
	})()`);
}
