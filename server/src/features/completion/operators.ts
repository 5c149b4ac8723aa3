import { describeOperator, OPERATORS } from '../names/operators';
import { baseName, type View } from '../view';
import type { Suggestion, TypedLine } from './suggestion';
import { hasValues } from './values';

const BEFORE = /^(?:export[ \t]+)?([\w\-.${}/~:]+)(\[[^\]]*\])?([ \t]*)([?:+.=]*)$/;

/** Operators behind a name and a blank, or behind the first character of one. */
export function operators({ build }: View, { start, typed, rest }: TypedLine): Suggestion[] {
	const [, name = '', flag, blank = '', begun = ''] = BEFORE.exec(typed) ?? [];
	// Behind a name alone a colon begins an override.
	if (name === '' || (blank === '' && flag === undefined && !/[?+=]/.test(begun))) return [];
	// Words that begin a statement of their own.
	if (
		/^(include|require|include_all|inherit|inherit_defer|unset|export|addpylib|addfragments)[ \t]/.test(
			typed,
		)
	) {
		if (!/^export[ \t]+[^ \t]+/.test(typed)) return [];
	}
	const [more = ''] = /^[?:+.=]*/.exec(rest) ?? [];
	const isNew = rest.slice(more.length).trim() === '';
	const at = start + typed.length;
	const gap = blank === '' ? ' ' : '';
	return OPERATORS.map((operator, order): Suggestion => {
		const { summary, details } = describeOperator(
			operator,
			build.evaluation.data.dialect,
			flag !== undefined,
		);
		return {
			label: operator,
			kind: 'operator',
			detail: summary,
			documentation: details,
			span: { start: at - begun.length, end: at + more.length },
			insert: isNew ? `${gap}${operator} "\${1}"$0` : `${gap}${operator}`,
			isSnippet: isNew,
			goesOn: isNew && flag === undefined && hasValues(baseName(name)),
			plain: `${gap}${operator}`,
			order,
		};
	});
}
