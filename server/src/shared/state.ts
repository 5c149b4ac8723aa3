/**
 * What the language server tells its client about builds and the hash
 * equivalence server. Plain data: it travels as JSON.
 */

import type { MachineBuilds } from './insight';
import type { SharingState } from './sharing';

/** Where a value comes from: a file and BitBake's line number in it (1-based, the statement's last physical line). */
export interface Origin {
	readonly uri: string;
	readonly line: number;
	/** Short name to show, such as `conf/local.conf` or `poky.conf`. */
	readonly label: string;
}

/** The effective value of one variable in a build. */
export interface EffectiveSetting {
	readonly name: string;
	/** `null` when the variable has no value. */
	readonly value: string | null;
	/** False when the value holds Python that cannot be evaluated without BitBake. */
	readonly isStatic: boolean;
	/** `null` when no file sets it. */
	readonly origin: Origin | null;
	/** Few words that stand for a long value. */
	readonly summary?: string;
	/** One line for people: what this value means for the build. */
	readonly meaning?: string;
}

/** A build directory and the settings in it that decide about hash equivalence. */
export interface BuildSnapshot {
	/** `file:` URI of the build directory (the folder that holds `conf/`). */
	readonly uri: string;
	/** Name to show: relative to its workspace folder. */
	readonly label: string;
	/** `file:` URI of `conf/local.conf`, or `null` when the build has none. */
	readonly localConf: string | null;
	readonly release: ReleaseInfo;
	/** MACHINE and DISTRO, where they are set and can be known. */
	readonly machine?: string;
	readonly distro?: string;
	readonly settings: readonly EffectiveSetting[];
	/** Findings in this build's configuration files, by severity. */
	readonly problems: { readonly errors: number; readonly warnings: number };
	/** Its last builds, with the `file:` URI of each log; absent until the logs were read. */
	readonly lastBuilds?: readonly MachineBuilds[];
}

export interface ReleaseInfo {
	/** Code name, such as `scarthgap`. */
	readonly codename: string;
	/** Yocto version, such as `5.0`. */
	readonly version: string;
	/** How we know: for the user, e.g. `from bitbake/lib/bb/__init__.py`. */
	readonly source: string;
}

/** Live figures of the hash equivalence server. */
export interface ServerStats {
	/** Rows in the unihash table and in the outhash table. */
	readonly unihashes: number;
	readonly outhashes: number;
	/** Connections open now. */
	readonly clients: number;
	/** Messages and stream lines answered since start. */
	readonly requests: number;
	/** Look-ups (get, get-outhash, get-stream lines) since start, and those that found something. */
	readonly lookups: number;
	readonly hits: number;
	/** Reports stored since start. */
	readonly reports: number;
	/** The server that is asked for what this one does not know. */
	readonly upstream?: UpstreamStats;
	/** What builds on other machines are given, where it listens on every interface of this one. */
	readonly networkAddress?: string;
	/** Why the database failed a request, in a sentence, where it has stored no report since. */
	readonly databaseProblem?: string;
}

/** How it goes with an upstream server. */
export interface UpstreamStats {
	/** As configured, such as `wss://hashserv.example.org/ws`. */
	readonly address: string;
	readonly state: 'connected' | 'connecting' | 'down';
	/** When the state began; milliseconds since the epoch. */
	readonly since?: number;
	/** Questions asked since start, and those that found something. */
	readonly lookups: number;
	readonly hits: number;
	/** True while it asks this server in turn, itself or through others. */
	readonly isRing?: boolean;
	/** Why it was down the last time. */
	readonly lastError?: string;
}

/** The life of the hash equivalence server as one window sees it. */
export type ServerState =
	| { readonly kind: 'stopped' }
	| { readonly kind: 'starting'; readonly address: string }
	| {
			readonly kind: 'running';
			/** What BitBake is given, such as `127.0.0.1:8686`. */
			readonly address: string;
			/** Path of the SQLite file. */
			readonly database: string;
			/** Milliseconds since the epoch. */
			readonly startedAt: number;
			readonly stats: ServerStats | null;
			/** True when it runs on its own and outlives the window. */
			readonly isDetached?: boolean;
	  }
	| {
			/** A hash equivalence server that we did not start answers at the address. */
			readonly kind: 'attached';
			readonly address: string;
			/** Round trip of one ping, milliseconds. */
			readonly roundTripMs: number;
	  }
	| { readonly kind: 'stopping' }
	| {
			readonly kind: 'failed';
			/** What happened, what it means for the build, what to do. */
			readonly message: string;
			/** A free address to offer when the wanted port is taken by something else. */
			readonly offer?: string;
	  };

/** Everything the status bar and the status view show. */
export interface StatusSnapshot {
	readonly builds: readonly BuildSnapshot[];
	readonly server: ServerState;
	/** True until the first look at the workspace is finished. */
	readonly loading: boolean;
	/** The cache that this window shares; absent when it shares none. */
	readonly sharing?: SharingState;
}

/** Where a hash server answers now, as BitBake takes it; undefined when none does. */
export function addressOf(state: ServerState): string | undefined {
	return state.kind === 'running' || state.kind === 'attached' ? state.address : undefined;
}
