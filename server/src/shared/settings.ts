/** The extension's settings as the language server reads them, and their defaults. */

/** Section of every setting: `hashEquivalence.server.address` and so on. */
export const SECTION = 'hashEquivalence';

export type RuleSeverity = 'error' | 'warning' | 'information' | 'hint' | 'off';

export interface Settings {
	readonly server: {
		/** `HOST:PORT` to listen on. Port 0 picks a free one. */
		readonly address: string;
		/** Path of the database; empty means hashserv.db in SSTATE_DIR, else the build directory, else the extension's storage. */
		readonly database: string;
		/** Another server to ask for what ours does not know; empty for none. */
		readonly upstream: string;
		/** What builds may do, such as `@read,@report`; empty lets the address decide. */
		readonly anonymousPermissions: string;
		/** `window`: ends with the window. `detached`: a process of its own, found and stopped from any window. */
		readonly lifetime: 'window' | 'detached';
		/** Start the server when a workspace with a build directory is opened. */
		readonly startAutomatically: boolean;
	};
	/** Build directories to use beside those found, absolute or relative to the workspace folder. */
	readonly buildDirectories: readonly string[];
	/** Ask the servers that builds would ask whether they answer. */
	readonly probeServers: boolean;
	/** A release's code name, or `auto`. */
	readonly release: string;
	/** Show "Start hash server" above BB_HASHSERVE. */
	readonly codeLens: boolean;
	/** Show the effective value behind lines that do not decide it. */
	readonly inlayHints: boolean;
	/** By the code of a finding: another severity than its own, or `off`. */
	readonly rules: Readonly<Record<string, RuleSeverity>>;
}

export const DEFAULT_SETTINGS: Settings = {
	server: {
		address: '127.0.0.1:8686',
		database: '',
		upstream: '',
		anonymousPermissions: '',
		lifetime: 'window',
		startAutomatically: false,
	},
	buildDirectories: [],
	probeServers: true,
	release: 'auto',
	codeLens: true,
	inlayHints: true,
	rules: {},
};

/** What the client sends with `initialize`. */
export interface InitializationOptions {
	readonly settings?: Settings;
	/** Folder for a database when no build directory offers a place. */
	readonly storagePath?: string;
	/** False in an untrusted workspace: no server start, no probing. */
	readonly trusted?: boolean;
	/** True when the client has the commands of package.json itself (VS Code); other editors get them from the server. */
	readonly clientCommands?: boolean;
}

const SEVERITIES: ReadonlySet<unknown> = new Set<RuleSeverity>([
	'error',
	'warning',
	'information',
	'hint',
	'off',
]);

/**
 * Settings from whatever an editor sends: all of them or a few, with or
 * without the section around them. What is missing or of the wrong type counts
 * as not set, because people write settings by hand.
 */
export function readSettings(value: unknown, fallback: Settings = DEFAULT_SETTINGS): Settings {
	const section = Object.hasOwn(recordOf(value), SECTION) ? recordOf(value)[SECTION] : value;
	const given = recordOf(section);
	const server = recordOf(given.server);
	return {
		server: {
			address: like(fallback.server.address, server.address),
			database: like(fallback.server.database, server.database),
			upstream: like(fallback.server.upstream, server.upstream),
			anonymousPermissions: like(fallback.server.anonymousPermissions, server.anonymousPermissions),
			lifetime: server.lifetime === 'detached' ? 'detached' : fallback.server.lifetime,
			startAutomatically: like(fallback.server.startAutomatically, server.startAutomatically),
		},
		buildDirectories: Array.isArray(given.buildDirectories)
			? given.buildDirectories.filter((path) => typeof path === 'string')
			: fallback.buildDirectories,
		probeServers: like(fallback.probeServers, given.probeServers),
		release: like(fallback.release, given.release),
		codeLens: like(fallback.codeLens, given.codeLens),
		inlayHints: like(fallback.inlayHints, given.inlayHints),
		rules: isRecord(given.rules) ? severitiesIn(given.rules) : fallback.rules,
	};
}

function like<T extends string | boolean>(fallback: T, value: unknown): T {
	return typeof value === typeof fallback ? (value as T) : fallback;
}

function severitiesIn(rules: Readonly<Record<string, unknown>>): Settings['rules'] {
	const valid = Object.entries(rules).filter(([, severity]) => SEVERITIES.has(severity));
	return Object.fromEntries(valid) as Settings['rules'];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
	return isRecord(value) ? value : {};
}

/** The options of `initialize`, of which another editor may send some, none or something else. */
export function readInitializationOptions(value: unknown): InitializationOptions {
	const { settings, storagePath, trusted, clientCommands } = recordOf(value);
	return {
		settings: readSettings(settings),
		...(typeof storagePath === 'string' ? { storagePath } : {}),
		trusted: trusted !== false,
		clientCommands: clientCommands === true,
	};
}
