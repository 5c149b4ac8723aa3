import * as l10n from '@vscode/l10n';
import { basename } from '../evaluation/path';
import type { RelatedPlace } from '../text/problem';
import { DEFAULTS_FILE } from '../yocto/defaults';
import type { HistoryEntry, RuleContext } from './rule';

/** A variable's value as the build sees it. */
export interface Effective {
	readonly name: string;
	/** Trimmed; empty when the variable is unset or empty. */
	readonly value: string;
	readonly isSet: boolean;
	readonly origin: HistoryEntry | undefined;
}

/**
 * The effective value, or undefined when it cannot be known: it holds Python
 * that only BitBake can run, or it is unset while the distro's defaults are unknown.
 */
export function effective(context: RuleContext, name: string): Effective | undefined {
	const found = context.data.get(name);
	if (!found) {
		return context.areDefaultsKnown
			? { name, value: '', isSet: false, origin: undefined }
			: undefined;
	}
	if (!found.isStatic || found.error !== undefined) return undefined;
	return { name, value: found.value.trim(), isSet: true, origin: context.data.origin(name) };
}

/** Where a value comes from, as a related place; undefined when it is no file on disk. */
export function originPlace({ name, value, origin }: Effective): RelatedPlace | undefined {
	if (!origin || origin.file === DEFAULTS_FILE) return undefined;
	return {
		file: origin.file,
		line: origin.line,
		message: l10n.t`${name} is "${value}" because of this line`,
	};
}

/** How a message names the place of a value: ` (from poky.conf:21)`, or that it is the default. */
export function fromWhere({ origin }: Effective): string {
	if (!origin) return '';
	if (origin.file === DEFAULTS_FILE) return ` (${l10n.t('poky’s default')})`;
	return ` (${basename(origin.file)}:${origin.line})`;
}
