import { splitWords } from '../../../text/whitespace';
import { sortItems } from '../collections';
import { list, notStatic, type PyValue, truth } from '../values';
import { ascii, type Call, text, wordsOf } from './function';
import { compareVersions } from './versions';

/** BitBake's `contains` beside the value of the variable; an empty one contains nothing, not even no words. */
export function containsAll(value: string | null, wanted: PyValue): boolean {
	if (!value) return false;
	const present = new Set(splitWords(value));
	return wordsOf(wanted).every((word) => present.has(word));
}

export function containsSome(value: string | null, wanted: PyValue): boolean {
	if (!value) return false;
	const present = new Set(splitWords(value));
	return wordsOf(wanted).filter((word) => present.has(word)).length > 0;
}

const variable = (call: Call): string | null => call.d.getVar(call.text('variable'), true);

const chosen = (call: Call, isFound: boolean): PyValue =>
	call.value(isFound ? 'truevalue' : 'falsevalue');

export const contains = (call: Call): PyValue =>
	chosen(call, containsAll(variable(call), call.value('checkvalues')));

export const containsAny = (call: Call): PyValue =>
	chosen(call, containsSome(variable(call), call.value('checkvalues')));

export function filter(call: Call): string {
	const value = variable(call);
	if (!value) return '';
	const present = new Set(splitWords(value));
	const wanted = new Set(wordsOf(call.value('checkvalues')));
	const found = [...wanted].filter((word) => present.has(word));
	return sortItems(list(found), false).map(text).join(' ');
}

export function toBoolean(call: Call): PyValue {
	const value = call.value('string');
	if (!truth(value)) return call.option('default') ?? null;
	// Old releases refuse numbers, later ones take them.
	const word = ascii(value).toLowerCase();
	if (['y', 'yes', '1', 'true'].includes(word)) return true;
	if (['n', 'no', '0', 'false'].includes(word)) return false;
	return notStatic('a value that to_boolean refuses');
}

export const vercmpString = (call: Call): bigint => compareVersions(call.text('a'), call.text('b'));

export function vercmpStringOp(call: Call): boolean {
	const result = compareVersions(call.text('a'), call.text('b'));
	switch (call.text('op')) {
		case '=':
		case '==':
			return result === 0n;
		case '<=':
			return result <= 0n;
		case '>=':
			return result >= 0n;
		case '>':
		case '>>':
			return result > 0n;
		case '<':
		case '<<':
			return result < 0n;
		case '!=':
			return result !== 0n;
		default:
			return notStatic('an unknown comparison');
	}
}
