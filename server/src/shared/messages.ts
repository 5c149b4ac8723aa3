/**
 * The requests and notifications that the language server and its client
 * exchange beside the standard protocol. Names only: each side makes its own
 * typed request objects from them, so that this file needs no library.
 */

/** Server to client, a notification with a `StatusSnapshot`: sent on every change. */
export const STATUS_CHANGED = 'hashequiv/statusChanged';

/** Client to server, no parameters, answers a `StatusSnapshot`. */
export const GET_STATUS = 'hashequiv/getStatus';

/** Client to server, no parameters: looks at everything again, answers the `StatusSnapshot` that comes of it. */
export const REFRESH = 'hashequiv/refresh';

/** Client to server, a notification with `FocusParams`: whether somebody works in the window. */
export const FOCUS_CHANGED = 'hashequiv/focusChanged';

/** Client to server with `StartServerParams`, answers the resulting `ServerState`. */
export const START_SERVER = 'hashequiv/startServer';

/** Client to server, no parameters, answers the resulting `ServerState`. */
export const STOP_SERVER = 'hashequiv/stopServer';

/** Client to server with `StartServerParams`, answers the resulting `ServerState`. */
export const RESTART_SERVER = 'hashequiv/restartServer';

/** Client to server with `UseServerParams`, answers a `UseServerResult`. */
export const USE_SERVER = 'hashequiv/useServer';

export interface FocusParams {
	readonly focused: boolean;
}

export interface StartServerParams {
	/** Address for this start only; otherwise the setting's. */
	readonly address?: string;
	/** Build directory whose SSTATE_DIR decides where the database is; otherwise the first build found. */
	readonly buildUri?: string;
}

export interface UseServerParams {
	readonly buildUri: string;
}

/** The edit that makes a build use the running server. The client applies it; nothing is saved. */
export interface UseServerResult {
	readonly uri: string;
	/** Zero-based positions in the document as the server knows it. */
	readonly edits: readonly {
		readonly range: {
			readonly start: { readonly line: number; readonly character: number };
			readonly end: { readonly line: number; readonly character: number };
		};
		readonly newText: string;
	}[];
	/** Set when there is nothing to change: why. */
	readonly alreadyDone?: string;
}
