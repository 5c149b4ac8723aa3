/** What the process that shares a build's cache tells about itself. Plain data: it travels as JSON. */
import { request } from './protocol';

/** Figures since the start. */
export interface SharingFigures {
	/** HTTP requests, and of those the files that were there and those that were not. */
	readonly requests: number;
	readonly found: number;
	readonly missed: number;
	/** Bytes of files sent. */
	readonly bytes: number;
	/** HTTP connections open now. */
	readonly connections: number;
	/** Look-ups that our own hash server answered, and those that found something. */
	readonly lookups: number;
	readonly hits: number;
}

/** Where a cache is shared, once it is. */
export interface SharingInfo {
	/** Absolute path of the build directory. */
	readonly buildDirectory: string;
	/** URLs as clients use them; absent for what is not shared. */
	readonly sstate?: string;
	readonly downloads?: string;
	/** Address of the hash server as clients use it. */
	readonly hashServer?: string;
	/** True when only this machine can connect. */
	readonly isLocal: boolean;
	/** Configuration for the clients' local.conf or site.conf. */
	readonly block: string;
	/** What the user should know besides, one sentence each. */
	readonly notes: readonly string[];
	/** Milliseconds since the epoch. */
	readonly startedAt: number;
}

/** The life of a shared cache as one window sees it. */
export type SharingState =
	| { readonly kind: 'starting' | 'stopping' }
	| {
			readonly kind: 'running';
			readonly info: SharingInfo;
			readonly figures: SharingFigures;
	  }
	| { readonly kind: 'failed'; readonly message: string };

/** Answered by null when the client cancelled it: then nothing is shared. */
export const START_SHARING = request<ShareParams, SharingState | null>('hashequiv/startSharing');

/** With an empty object; answered when nothing is shared any more. */
export const STOP_SHARING = request<object, null>('hashequiv/stopSharing');

/** What the user chose to share, and where. */
export interface ShareParams {
	readonly buildUri: string;
	/** The interface to listen on, without a port; `0.0.0.0` and `::` for all. */
	readonly host: string;
	readonly sstate: boolean;
	readonly downloads: boolean;
	readonly hashServer: boolean;
}
