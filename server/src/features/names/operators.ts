import type { OperationKind } from '../../evaluation/operations';
import type { Dialect } from '../../syntax/dialect';
import type { Operator } from '../../syntax/statement';

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
	const s = dialect.separator;
	const operations = `\`${s}append\`, \`${s}prepend\`, \`${s}remove\``;
	switch (operator) {
		case '=':
			return {
				summary: 'Set',
				details: `Sets the value as soon as the line is read; of several, the last one read stays. ${isFlag ? '' : `${operations} and overrides stay in force, wherever they stand. `}References in the value are looked up when it is used, not here.`,
			};
		case '?=':
			return {
				summary: 'Set unless there is a value',
				details: `Sets the value as the line is read, but only if there is none yet: of several, **the first one read wins**. An empty text is a value; what \`??=\`${isFlag ? '' : `, ${s}append and overrides`} would give is none.`,
			};
		case '??=':
			return isFlag && !dialect.weakFlags
				? {
						summary: 'Set (a flag)',
						details:
							'On a flag this release takes `??=` for `=`: it sets the flag, whatever it was before.',
					}
				: {
						summary: 'Weak default',
						details:
							'A default that takes effect at the very end, and only if nothing else gave a value: of several, **the last one read wins**. `+=` and its like do not see it and replace it.',
					};
		case ':=':
			return {
				summary: 'Set, expanded at once',
				details: `Sets the value and looks up its references **now**, with what has been read so far, instead of when the value is used. References that are unknown by then stay as text.`,
			};
		case '+=':
			return added('behind', 'with a blank between', s);
		case '=+':
			return added('in front', 'with a blank between', s);
		case '.=':
			return added('behind', 'without a blank: write one yourself', s);
		case '=.':
			return added('in front', 'without a blank: write one yourself', s);
	}
}

function added(where: string, how: string, separator: string): OperatorText {
	return {
		summary: `Add ${where}, ${how.split(':')[0]}`,
		details: `Adds the text ${where} as soon as the line is read, ${how}. A later \`=\` replaces all of it, and **defaults are lost: any \`??=\`, and a \`?=\` further down**. \`${separator}${where === 'behind' ? 'append' : 'prepend'}\` avoids all that.`,
	};
}

/** What `:append`, `:prepend` and `:remove` do in a dialect. */
export function describeOperation(kind: OperationKind, { separator }: Dialect): OperatorText {
	const overrides = `With overrides behind it, such as \`${separator}${kind}${separator}NAME\`, only where all of them are active.`;
	switch (kind) {
		case 'append':
			return {
				summary: 'Add behind, when the value is used',
				details: `Adds the text behind the value **when it is used**, after every \`=\`, \`?=\` and \`??=\`, wherever the line stands. No blank is added: begin the text with one. ${overrides}`,
			};
		case 'prepend':
			return {
				summary: 'Add in front, when the value is used',
				details: `Adds the text in front of the value **when it is used**, after every \`=\`, \`?=\` and \`??=\`, wherever the line stands. No blank is added: end the text with one. ${overrides}`,
			};
		case 'remove':
			return {
				summary: 'Remove words, when the value is used',
				details: `Takes these words out of the value **when it is used**, after everything else, the additions included; nothing can add them again. ${overrides}`,
			};
	}
}
