import { basename } from 'node:path';
import { l10n } from 'vscode';
import { COMMANDS } from '../../../server/src/shared/commands';
import type { BuildSnapshot, EffectiveSetting } from '../../../server/src/shared/state';
import { shortPath } from './shortPath';
import type { StatusNode } from './statusNode';

/**
 * A setting that decides about hash equivalence, in words that leave room for
 * its value in a narrow view; the variable's name and all of the value are in
 * the tooltip, and a click leads to the line that sets it.
 */
export function settingNode(build: BuildSnapshot, setting: EffectiveSetting): StatusNode {
	const { name, value, isStatic, origin, meaning } = setting;
	const label = `${WORDS[name] ?? name}: ${shortValue(setting)}`;
	const place = placeOf(setting);
	const hasRoom = place !== undefined && label.length + place.length <= LINE_LENGTH;
	return {
		id: `${build.uri}#${name}`,
		label,
		...(hasRoom && { description: place }),
		icon: isStatic ? 'symbol-variable' : 'question',
		tooltip: [
			name,
			...(value === null
				? [l10n.t('Not set')]
				: value === ''
					? [l10n.t('Empty')]
					: [{ code: withoutLogins(value) }]),
			...(isStatic ? [] : [l10n.t('It holds Python, which only BitBake can evaluate.')]),
			...(meaning === undefined ? [] : [meaning]),
			origin === null
				? l10n.t('No file sets it.')
				: l10n.t('Set in {0}', `${origin.label}:${origin.line}`),
		],
		...(origin !== null && {
			command: {
				id: COMMANDS.openOrigin,
				title: l10n.t('Open Configuration File'),
				arguments: [origin],
			},
		}),
		children: [],
	};
}

/** Shorter than the variables' names; one that is not here is called by its name. */
const WORDS: Readonly<Record<string, string>> = {
	BB_HASHSERVE: l10n.t('Hash server'),
	BB_HASHSERVE_UPSTREAM: l10n.t('Upstream'),
	BB_SIGNATURE_HANDLER: l10n.t('Handler'),
	SSTATE_MIRRORS: l10n.t('Mirrors'),
	SSTATE_DIR: l10n.t('Shared state'),
};

/** Where the value comes from, in few words; a value that no file sets is the release's own. */
function placeOf({ value, origin }: EffectiveSetting): string | undefined {
	if (origin !== null) {
		return `${basename(origin.label)}:${origin.line}`;
	}
	return value === null ? undefined : l10n.t('default');
}

/** About as many characters fit into a line of a view that nobody has widened. */
const LINE_LENGTH = 30;

/** Tooltips are seen by whoever looks over the shoulder. */
function withoutLogins(value: string): string {
	return value.replace(/(:\/\/)[^\s/]*@/g, '$1…@').replace(/(;pswd=)[^;\s]*/g, '$1…');
}

/** A mirror list can have hundreds of characters; a line of a wide view has about this many. */
const VALUE_LENGTH = 60;

/** What is left for a path behind its name in a view that nobody has widened. */
const PATH_LENGTH = 16;

function shortValue({ value, summary }: EffectiveSetting): string {
	if (value === null) {
		return l10n.t('not set');
	}
	const oneLine = (summary ?? value).replace(/\s+/g, ' ').trim();
	if (oneLine === '') {
		return l10n.t('empty');
	}
	// A narrow view has no room for more of an address than where it leads.
	const host = /^wss?:\/\/([^/]+)/.exec(oneLine)?.[1];
	if (host !== undefined) {
		return host;
	}
	if (oneLine.startsWith('/')) {
		return shortPath(oneLine, PATH_LENGTH);
	}
	return oneLine.length <= VALUE_LENGTH ? oneLine : `${oneLine.slice(0, VALUE_LENGTH - 1)}…`;
}
