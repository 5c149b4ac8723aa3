import * as l10n from '@vscode/l10n';
import { describeRelease } from '../../yocto/releases';
import { EQUIVALENCE_HANDLER, findHandler, handlersOf } from '../../yocto/signatureHandlers';
import { effectiveValue } from '../effectiveValue';
import { inlineCode } from '../markdown';
import type { View } from '../view';

/** A value of BB_SIGNATURE_HANDLER. */
export function describeHandler(view: View, name: string): string {
	const { release, extraHandlers } = view.build;
	const names = [...handlersOf(release).map((handler) => handler.name), ...extraHandlers];
	const lineage = lineageOf(name);
	const handler = findHandler(name);
	const parts = handler
		? [
				`**${name}** — ${handler.summary}`,
				lineage.length > 1
					? l10n.t`Signature handler of ${handler.origin}: ${lineage.join(' ← ')}.`
					: l10n.t`Signature handler of ${handler.origin}.`,
			]
		: [`**${name}**`];
	if (!names.includes(name)) {
		parts.push(
			l10n.t`⚠ ${describeRelease(release)} has no such handler: BitBake would fall back to noop.`,
		);
	} else if (handler) {
		parts.push(equivalence(view, lineage));
	} else {
		parts.push(l10n.t('Defined by a layer of this build; what it does is not known here.'));
	}
	const shown = [...new Set(names)].map((other) => `\`${other}\``).join(', ');
	parts.push(l10n.t`Handlers in ${describeRelease(release)}: ${shown}`);
	return parts.join('\n\n');
}

/** What the handler means for hash equivalence with the server that this build names. */
function equivalence({ build }: View, lineage: readonly string[]): string {
	const { value, isStatic } = effectiveValue(build, 'BB_HASHSERVE');
	const server = isStatic ? (value?.trim() ?? '') : undefined;
	if (lineage.includes(EQUIVALENCE_HANDLER)) {
		if (server === '') {
			return l10n.t(
				'**Hash equivalence:** on, but `BB_HASHSERVE` is not set, and this handler needs it: BitBake stops.',
			);
		}
		return server
			? l10n.t`**Hash equivalence:** on; \`BB_HASHSERVE\` is ${inlineCode(server)}.`
			: l10n.t('**Hash equivalence:** on.');
	}
	return server
		? l10n.t`**Hash equivalence:** off, so \`BB_HASHSERVE\` (${inlineCode(server)}) is never asked.`
		: l10n.t('**Hash equivalence:** off.');
}

/** The handler and those it extends. */
function lineageOf(name: string): string[] {
	const lineage: string[] = [];
	for (
		let next = findHandler(name);
		next;
		next = next.parent ? findHandler(next.parent) : undefined
	) {
		lineage.push(next.name);
	}
	return lineage;
}
