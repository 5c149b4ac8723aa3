import * as l10n from '@vscode/l10n';
import type { BuildEvaluation } from '../yocto/build';
import { hostOfMirror, parseMirrors } from '../yocto/mirrors';
import { findHandler } from '../yocto/signatureHandlers';
import { effectiveValue } from './effectiveValue';

/** What the value of one of the deciding variables means for this build, in one sentence; undefined for others. */
export function meaningOf(build: BuildEvaluation, name: string): string | undefined {
	const { value, isStatic } = effectiveValue(build, name);
	if (!isStatic) return l10n.t('Only BitBake can tell: the value holds Python.');
	const text = value?.trim() ?? '';
	switch (name) {
		case 'BB_HASHSERVE':
			return meaningOfServer(text);
		case 'BB_HASHSERVE_UPSTREAM':
			return meaningOfUpstream(build, text);
		case 'BB_SIGNATURE_HANDLER':
			return text === ''
				? l10n.t('No handler is set, so BitBake uses noop and no shared state matches.')
				: findHandler(text)?.summary;
		case 'SSTATE_MIRRORS':
			return meaningOfMirrors(text);
		default:
			return undefined;
	}
}

function meaningOfServer(value: string): string {
	if (value === '') return l10n.t('No server is asked: hash equivalence does not work.');
	if (value === 'auto') {
		return l10n.t(
			'BitBake starts a server of its own for this build directory, on a Unix socket, while it runs.',
		);
	}
	if (value.startsWith('unix://'))
		return l10n.t('A server on this machine is asked through a Unix socket.');
	return l10n.t`The server at ${value} is asked, and told of new outputs.`;
}

function meaningOfUpstream(build: BuildEvaluation, value: string): string {
	if (value === '')
		return l10n.t('No other server is asked: equivalences are known to this build alone.');
	return effectiveValue(build, 'BB_HASHSERVE').value === 'auto'
		? l10n.t`What BitBake’s own server does not know, it asks ${value}. Nothing is reported there.`
		: l10n.t('Ignored: it is read only when BB_HASHSERVE is "auto".');
}

/** Where mirrors look, for a line that has no room for their pairs; undefined for other variables. */
export function summaryOf(build: BuildEvaluation, name: string): string | undefined {
	if (name !== 'SSTATE_MIRRORS') return undefined;
	const { value, isStatic } = effectiveValue(build, name);
	const { pairs, leftover } = parseMirrors(value ?? '');
	return isStatic && leftover === undefined && pairs.length > 0 ? placesOf(pairs) : undefined;
}

function meaningOfMirrors(value: string): string {
	if (value === '') return l10n.t('Shared state is looked for in SSTATE_DIR alone.');
	const { pairs, leftover } = parseMirrors(value);
	if (leftover !== undefined) return l10n.t('Broken: the members do not come in pairs.');
	return l10n.t`Shared state that SSTATE_DIR lacks is fetched from ${placesOf(pairs)}.`;
}

function placesOf(pairs: readonly { readonly url: string }[]): string {
	const places = pairs.map(({ url }) => hostOfMirror(url) ?? l10n.t('a local folder'));
	return [...new Set(places)].join(', ');
}

/** The variables that decide whether shared state matches, in the order in which they are shown. */
export const DECIDING_VARIABLES = [
	'BB_HASHSERVE',
	'BB_HASHSERVE_UPSTREAM',
	'BB_SIGNATURE_HANDLER',
	'SSTATE_MIRRORS',
	'SSTATE_DIR',
] as const;
