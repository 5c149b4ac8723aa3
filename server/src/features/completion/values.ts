import * as l10n from '@vscode/l10n';
import type { Assignment } from '../../syntax/statement';
import { wordsWithOffsets } from '../../text/whitespace';
import { PUBLIC_SERVER } from '../../yocto/address';
import { isFrom } from '../../yocto/releases';
import { handlersOf } from '../../yocto/signatureHandlers';
import { findVariable } from '../../yocto/variables';
import { isMirrorVariable } from '../mirrors/members';
import { baseName, type View } from '../view';
import { classes, configurations } from './files';
import { mirrors } from './mirrors';
import type { Suggestion } from './suggestion';

/** Values between the quotes of the variables that have a closed list, and the parts of mirror pairs. */
export function values(view: View, assignment: Assignment, offset: number): Suggestion[] {
	if (assignment.flag !== undefined) return [];
	const name = baseName(assignment.name);
	if (isMirrorVariable(name)) return mirrors(view, assignment, offset);
	const span = assignment.valueSpan;
	const value = (label: string, detail: string, order: number): Suggestion => ({
		label,
		kind: 'value',
		detail,
		span,
		insert: label,
		order,
	});
	switch (name) {
		case 'BB_SIGNATURE_HANDLER': {
			const handlers = handlersOf(view.build.release);
			const own = view.build.extraHandlers.filter(
				(extra) => !handlers.some((known) => known.name === extra),
			);
			return [
				...handlers.map((handler, order) => value(handler.name, handler.summary, order)),
				...own.map((extra, i) =>
					value(extra, l10n.t('Defined by a layer of this build'), handlers.length + i),
				),
			];
		}
		case 'BB_HASHSERVE':
			return [
				value('auto', l10n.t('BitBake starts a server for this build directory'), 0),
				...serverValue(view, value),
			];
		case 'BB_HASHSERVE_UPSTREAM': {
			const isModern = isFrom(view.build.release, '5.0');
			const shared = isModern
				? [value(PUBLIC_SERVER, l10n.t('The Yocto Project’s public server'), 2)]
				: [];
			return [...serverValue(view, value), ...shared];
		}
		case 'MACHINE':
			return configurations(view, 'machine', span);
		case 'DISTRO':
			return configurations(view, 'distro', span);
		case 'INHERIT':
			return inheritable(view, assignment, offset);
		default:
			return (findVariable(name)?.values ?? []).map((choice, order) =>
				value(choice.value, choice.meaning, order),
			);
	}
}

/** True for a variable whose values can be offered. */
export function hasValues(name: string): boolean {
	return isMirrorVariable(name) || LISTED.has(name) || findVariable(name)?.values !== undefined;
}

const LISTED: ReadonlySet<string> = new Set([
	'BB_SIGNATURE_HANDLER',
	'BB_HASHSERVE',
	'BB_HASHSERVE_UPSTREAM',
]);

function serverValue(
	view: View,
	value: (label: string, detail: string, order: number) => Suggestion,
): Suggestion[] {
	const address = view.serverAddress;
	return address ? [value(address, l10n.t('The hash server that runs on this machine'), 1)] : [];
}

/** Classes for the word under the cursor; those already there are left out. */
function inheritable(view: View, { value, spanInValue }: Assignment, offset: number): Suggestion[] {
	const words = wordsWithOffsets(value).map(({ text, offset: at }) => ({
		text,
		span: spanInValue(at, at + text.length),
	}));
	const current = words.find(({ span }) => span.start <= offset && offset <= span.end);
	const others = new Set(words.filter((word) => word !== current).map(({ text }) => text));
	const span = current?.span ?? { start: offset, end: offset };
	return classes(view, span, ['global']).filter(({ label }) => !others.has(label));
}
