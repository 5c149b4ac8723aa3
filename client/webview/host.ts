/** The editor, as a page in it sees it. */
interface Host {
	postMessage(message: unknown): void;
	/** What is here when the page is made again, also after a reload of the window. */
	getState(): unknown;
	setState(state: unknown): void;
}

declare function acquireVsCodeApi(): Host;

export const host: Host = acquireVsCodeApi();
