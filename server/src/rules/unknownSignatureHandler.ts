import * as l10n from '@vscode/l10n';
import { closest } from 'fastest-levenshtein';
import { sentences } from '../text/sentences';
import { describeRelease } from '../yocto/releases';
import { EQUIVALENCE_HANDLER, findHandler, handlersOf } from '../yocto/signatureHandlers';
import { assignmentOf, valueSpan } from './anchor';
import { effective } from './effective';
import type { Rule } from './rule';
import { setAt } from './setVariable';

/** BitBake logs an unknown handler once, falls back to one that does nothing, and goes on. */
export const unknownSignatureHandler: Rule = {
	code: 'unknown-signature-handler',
	severity: 'error',
	summary: 'BB_SIGNATURE_HANDLER names no signature handler of this release.',
	*check(context) {
		const handler = effective(context, 'BB_SIGNATURE_HANDLER');
		if (!handler?.isSet) return;
		const names = [
			...handlersOf(context.release).map(({ name }) => name),
			...context.extraHandlers,
		];
		if (names.includes(handler.value)) return;
		const anchor = assignmentOf(context, 'BB_SIGNATURE_HANDLER');
		if (!anchor) return;

		const wrongCase = names.find((name) => name.toLowerCase() === handler.value.toLowerCase());
		const near =
			wrongCase ?? (handler.value === '' ? EQUIVALENCE_HANDLER : closest(handler.value, names));
		const known = findHandler(handler.value);
		const hint = wrongCase
			? l10n.t`Case counts: did you mean ${wrongCase}?`
			: known
				? l10n.t`${known.name} exists in other releases only.`
				: l10n.t`Did you mean ${near}?`;
		const others = [near, EQUIVALENCE_HANDLER].filter((name, i, all) => all.indexOf(name) === i);
		yield {
			file: anchor.file.path,
			span: valueSpan(anchor),
			line: anchor.line,
			message: sentences(
				l10n.t`"${handler.value}" is no signature handler of ${describeRelease(context.release)}. BitBake logs “Invalid signature generator” and falls back to noop, so no shared state matches at all.`,
				hint,
			),
			fixes: others.map((name, i) => ({
				title: l10n.t`Change to ${name}`,
				edits: setAt(context, anchor, 'BB_SIGNATURE_HANDLER', name),
				...(i === 0 ? { preferred: true } : {}),
			})),
		};
	},
};
