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
		/** Start the server when a workspace with a build directory is opened. */
		readonly startAutomatically: boolean;
	};
	/** Build directories to use beside those found, absolute or relative to the workspace folder. */
	readonly buildDirectories: readonly string[];
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
	server: { address: '127.0.0.1:8686', database: '', startAutomatically: false },
	buildDirectories: [],
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
