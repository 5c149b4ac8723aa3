import { type WorkspaceConfiguration, workspace } from 'vscode';
import {
	DEFAULT_SETTINGS,
	type RuleSeverity,
	SECTION,
	type Settings,
} from '../../server/src/shared/settings';

/** The extension's settings of this window. A value of the wrong type counts as not set. */
export function readSettings(): Settings {
	const section = workspace.getConfiguration(SECTION);
	const fallback = DEFAULT_SETTINGS;
	return {
		server: {
			address: read(section, 'server.address', fallback.server.address),
			database: read(section, 'server.database', fallback.server.database),
			startAutomatically: read(
				section,
				'server.startAutomatically',
				fallback.server.startAutomatically,
			),
		},
		buildDirectories: readStrings(section, 'buildDirectories'),
		release: read(section, 'release', fallback.release),
		codeLens: read(section, 'codeLens', fallback.codeLens),
		inlayHints: read(section, 'inlayHints', fallback.inlayHints),
		rules: readSeverities(section),
	};
}

function read<T extends string | boolean>(
	section: WorkspaceConfiguration,
	key: string,
	fallback: T,
): T {
	const value = section.get<unknown>(key);
	// settings.json is hand-written: VS Code marks a wrong type there but still delivers it.
	return typeof value === typeof fallback ? (value as T) : fallback;
}

function readStrings(section: WorkspaceConfiguration, key: string): readonly string[] {
	const value = section.get<unknown>(key);
	return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

const SEVERITIES: ReadonlySet<unknown> = new Set([
	'error',
	'warning',
	'information',
	'hint',
	'off',
]);

function readSeverities(section: WorkspaceConfiguration): Readonly<Record<string, RuleSeverity>> {
	const value = section.get<unknown>('rules');
	const entries = Object.entries(typeof value === 'object' && value !== null ? value : {});
	return Object.fromEntries(entries.filter(([, severity]) => SEVERITIES.has(severity)));
}
