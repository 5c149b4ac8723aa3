import * as l10n from '@vscode/l10n';
import type { OperationKind } from '../../evaluation/operations';
import type { Dialect } from '../../syntax/dialect';
import type { Operator } from '../../syntax/statement';
import { sentences } from '../../text/sentences';

/** What an operator does, for hovers and completion. */
export interface OperatorText {
	/** A few words. */
	readonly summary: string;
	/** Markdown: what it does and when, in one to three sentences. */
	readonly details: string;
}

/** The operators in the order in which they are offered. */
export const OPERATORS: readonly Operator[] = ['=', '?=', '??=', ':=', '+=', '=+', '.=', '=.'];

/** What an assignment's operator does in a dialect, to a variable or to a flag. */
export function describeOperator(
	operator: Operator,
	dialect: Dialect,
	isFlag = false,
): OperatorText {
	const colon = dialect.separator;
	switch (operator) {
		case '=':
			return {
				summary: l10n.t('Set'),
				details: sentences(
					l10n.t(
						'Sets the value as soon as the line is read; of several, the last one read stays.',
					),
					!isFlag &&
						l10n.t(
							'`{0}append`, `{1}prepend`, `{2}remove` and overrides stay in force, wherever they stand.',
							colon,
							colon,
							colon,
						),
					l10n.t('References in the value are looked up when it is used, not here.'),
				),
			};
		case '?=':
			return {
				summary: l10n.t('Set unless there is a value'),
				details: sentences(
					l10n.t(
						'Sets the value as the line is read, but only if there is none yet: of several, **the first one read wins**.',
					),
					isFlag
						? l10n.t('An empty text is a value; what `??=` would give is none.')
						: l10n.t`An empty text is a value; what \`??=\`, ${colon}append and overrides would give is none.`,
				),
			};
		case '??=':
			return isFlag && !dialect.weakFlags
				? {
						summary: l10n.t('Set (a flag)'),
						details: l10n.t(
							'On a flag this release takes `??=` for `=`: it sets the flag, whatever it was before.',
						),
					}
				: {
						summary: l10n.t('Weak default'),
						details: l10n.t(
							'A default that takes effect at the very end, and only if nothing else gave a value: of several, **the last one read wins**. `+=` and its like do not see it and replace it.',
						),
					};
		case ':=':
			return {
				summary: l10n.t('Set, expanded at once'),
				details: l10n.t(
					'Sets the value and looks up its references **now**, with what has been read so far, instead of when the value is used. References that are unknown by then stay as text.',
				),
			};
		case '+=':
			return {
				summary: l10n.t('Add behind, with a blank between'),
				details: sentences(
					l10n.t('Adds the text behind as soon as the line is read, with a blank between.'),
					whatIsLost(`${colon}append`),
				),
			};
		case '=+':
			return {
				summary: l10n.t('Add in front, with a blank between'),
				details: sentences(
					l10n.t('Adds the text in front as soon as the line is read, with a blank between.'),
					whatIsLost(`${colon}prepend`),
				),
			};
		case '.=':
			return {
				summary: l10n.t('Add behind, without a blank'),
				details: sentences(
					l10n.t(
						'Adds the text behind as soon as the line is read, without a blank: write one yourself.',
					),
					whatIsLost(`${colon}append`),
				),
			};
		case '=.':
			return {
				summary: l10n.t('Add in front, without a blank'),
				details: sentences(
					l10n.t(
						'Adds the text in front as soon as the line is read, without a blank: write one yourself.',
					),
					whatIsLost(`${colon}prepend`),
				),
			};
	}
}

function whatIsLost(operation: string): string {
	return l10n.t`A later \`=\` replaces all of it, and **defaults are lost: any \`??=\`, and a \`?=\` further down**. \`${operation}\` avoids all that.`;
}

/** What `:append`, `:prepend` and `:remove` do in a dialect. */
export function describeOperation(kind: OperationKind, { separator }: Dialect): OperatorText {
	const overrides = l10n.t`With overrides behind it, such as \`${separator}${kind}${separator}NAME\`, only where all of them are active.`;
	switch (kind) {
		case 'append':
			return {
				summary: l10n.t('Add behind, when the value is used'),
				details: sentences(
					l10n.t(
						'Adds the text behind the value **when it is used**, after every `=`, `?=` and `??=`, wherever the line stands. No blank is added: begin the text with one.',
					),
					overrides,
				),
			};
		case 'prepend':
			return {
				summary: l10n.t('Add in front, when the value is used'),
				details: sentences(
					l10n.t(
						'Adds the text in front of the value **when it is used**, after every `=`, `?=` and `??=`, wherever the line stands. No blank is added: end the text with one.',
					),
					overrides,
				),
			};
		case 'remove':
			return {
				summary: l10n.t('Remove words, when the value is used'),
				details: sentences(
					l10n.t(
						'Takes these words out of the value **when it is used**, after everything else, the additions included; nothing can add them again.',
					),
					overrides,
				),
			};
	}
}
