/** What the language server and its client exchange about the status and the hash server, beside the standard protocol. */
import { type Nothing, notification, request } from './protocol';
import type { ServerState, StatusSnapshot } from './state';

/** Server to client: sent on every change. */
export const STATUS_CHANGED = notification<StatusSnapshot>('hashequiv/statusChanged');

export const GET_STATUS = request<Nothing, StatusSnapshot>('hashequiv/getStatus');

/** Looks at everything again and answers what comes of it. */
export const REFRESH = request<Nothing, StatusSnapshot>('hashequiv/refresh');

/** Client to server: whether somebody works in the window. */
export const FOCUS_CHANGED = notification<FocusParams>('hashequiv/focusChanged');

export const START_SERVER = request<StartServerParams, ServerState>('hashequiv/startServer');

export const STOP_SERVER = request<Nothing, ServerState>('hashequiv/stopServer');

export const RESTART_SERVER = request<StartServerParams, ServerState>('hashequiv/restartServer');

export const USE_SERVER = request<UseServerParams, UseServerResult>('hashequiv/useServer');

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
