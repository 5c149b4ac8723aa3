import { splitWords } from '../../../text/whitespace';
import { iterateInOrder } from '../collections';
import { equal } from '../compare';
import { notStatic, type PyValue, truth } from '../values';
import { containsAll, containsSome } from './bbUtils';
import { ascii, type Call, text, wordsOf } from './function';

const YES = new Set(['yes', 'y', 'true', 't', '1']);
const NO = new Set(['no', 'n', 'false', 'f', '0']);

/** OpenEmbedded's own idea of a boolean: unset is false, anything unclear an error. */
function asBoolean(value: PyValue): boolean {
	if (value === null) return false;
	if (typeof value === 'boolean') return value;
	const word = ascii(value).toLowerCase();
	if (YES.has(word)) return true;
	return NO.has(word) ? false : notStatic('a value that is no boolean');
}

const getVar = (call: Call, parameter: string): string | null =>
	call.d.getVar(call.text(parameter), true);

export const boolean = (call: Call): boolean => asBoolean(call.value('value'));

export const conditional = (call: Call): PyValue =>
	equal(getVar(call, 'variable'), call.value('checkvalue'))
		? call.value('truevalue')
		: call.value('falsevalue');

export const ifelse = (call: Call): PyValue =>
	truth(call.value('condition'))
		? given(call.option('iftrue'), true)
		: given(call.option('iffalse'), false);

export const vartrue = (call: Call): PyValue =>
	asBoolean(getVar(call, 'var')) ? call.value('iftrue') : call.value('iffalse');

/** None is a value, a missing argument is not. */
function given(value: PyValue | undefined, otherwise: PyValue): PyValue {
	return value === undefined ? otherwise : value;
}

const feature = (call: Call, isFound: boolean): PyValue =>
	isFound ? given(call.option('truevalue'), '1') : given(call.option('falsevalue'), '');

export const allDistroFeatures = (call: Call): PyValue =>
	feature(call, containsAll(call.d.getVar('DISTRO_FEATURES', true), call.value('features')));

export const anyDistroFeatures = (call: Call): PyValue =>
	feature(call, containsSome(call.d.getVar('DISTRO_FEATURES', true), call.value('features')));

const variableWords = (call: Call, parameter: string): Set<string> =>
	new Set(splitWords(text(getVar(call, parameter))));

/** Words that Python joins in the order of a set. */
function joined(words: readonly string[]): string {
	return words.length > 1 ? notStatic('the order of a set') : words.join('');
}

export function bothContain(call: Call): string {
	const first = variableWords(call, 'variable1');
	const second = variableWords(call, 'variable2');
	const wanted = [...new Set(wordsOf(call.value('checkvalue')))];
	return wanted.every((word) => first.has(word) && second.has(word)) ? joined(wanted) : '';
}

export function setIntersect(call: Call): string {
	const first = variableWords(call, 'variable1');
	const second = variableWords(call, 'variable2');
	return joined([...first].filter((word) => second.has(word)));
}

/** The defaults of a variable without those opted out of (6.0 and later), in the order of `sorted` if there are such. */
export function filterDefaultFeatures(call: Call): string {
	const name = call.text('varname');
	const defaults = call.d.getVar(`${name}_DEFAULTS`, true);
	const optedOut = call.d.getVar(`${name}_OPTED_OUT`, true);
	if (!defaults || !optedOut) return defaults ?? '';
	const out = new Set(splitWords(optedOut));
	if (out.has('*')) return '';
	const kept = new Set(splitWords(ascii(defaults)).filter((word) => !out.has(word)));
	return [...kept].sort().join(' ');
}

export function pruneSuffix(call: Call): string {
	let name = call.text('var');
	for (const item of iterateInOrder(call.value('suffixes'))) {
		const suffix = text(item);
		if (suffix !== '' && name.endsWith(suffix)) name = name.slice(0, -suffix.length);
	}
	const prefix = call.d.getVar('MLPREFIX', true);
	return prefix && name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

export const buildDependsString = (call: Call): string =>
	splitWords(call.text('depends'))
		.map((word) => `${word}:${call.text('task')}`)
		.join(' ');
