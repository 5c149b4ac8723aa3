import { equal, isText, notStatic, type PyValue, truth } from '../values';
import { argument, type Call, type PyFunction, text, wordsOf } from './function';

const YES = new Set(['yes', 'y', 'true', 't', '1']);
const NO = new Set(['no', 'n', 'false', 'f', '0']);

/** OpenEmbedded's own idea of a boolean: unset is false, anything unclear an error. */
function asBoolean(value: PyValue): boolean {
	if (value === null) return false;
	if (typeof value === 'boolean') return value;
	const word = isText(value) ? value.toLowerCase() : '';
	if (YES.has(word)) return true;
	return NO.has(word) ? false : notStatic('a value that is no boolean');
}

const getVar = (call: Call, name: PyValue): string | null => call.d.getVar(text(name), true);

export const boolean: PyFunction = (call) => asBoolean(argument(call, 0, 'value'));

export const conditional: PyFunction = (call) =>
	equal(getVar(call, argument(call, 0, 'variable')), argument(call, 1, 'checkvalue'))
		? argument(call, 2, 'truevalue')
		: argument(call, 3, 'falsevalue');

export const ifelse: PyFunction = (call) =>
	truth(argument(call, 0, 'condition'))
		? argument(call, 1, 'iftrue', true)
		: argument(call, 2, 'iffalse', false);

export const vartrue: PyFunction = (call) =>
	asBoolean(getVar(call, argument(call, 0, 'var')))
		? argument(call, 1, 'iftrue')
		: argument(call, 2, 'iffalse');

const distroFeatures = (call: Call): Set<string> =>
	new Set(wordsOf(call.d.getVar('DISTRO_FEATURES', true) ?? ''));

export const allDistroFeatures: PyFunction = (call) => {
	const present = distroFeatures(call);
	const all = wordsOf(argument(call, 1, 'features')).every((word) => present.has(word));
	return all && present.size > 0
		? argument(call, 2, 'truevalue', '1')
		: argument(call, 3, 'falsevalue', '');
};

export const anyDistroFeatures: PyFunction = (call) => {
	const present = distroFeatures(call);
	return wordsOf(argument(call, 1, 'features')).some((word) => present.has(word))
		? argument(call, 2, 'truevalue', '1')
		: argument(call, 3, 'falsevalue', '');
};

export const bothContain: PyFunction = (call) => {
	const first = wordsOf(getVar(call, argument(call, 0, 'variable1')));
	const second = wordsOf(getVar(call, argument(call, 1, 'variable2')));
	const wanted = [...new Set(wordsOf(argument(call, 2, 'checkvalue')))];
	if (!wanted.every((word) => first.includes(word) && second.includes(word))) return '';
	return wanted.length > 1 ? notStatic('the order of a set') : wanted.join(' ');
};

export const setIntersect: PyFunction = (call) => {
	const first = new Set(wordsOf(getVar(call, argument(call, 0, 'variable1'))));
	const second = new Set(wordsOf(getVar(call, argument(call, 1, 'variable2'))));
	const both = [...first].filter((word) => second.has(word));
	return both.length > 1 ? notStatic('the order of a set') : both.join(' ');
};

export const pruneSuffix: PyFunction = (call) => {
	let name = text(argument(call, 0, 'var'));
	for (const suffix of wordsOf(argument(call, 1, 'suffixes'))) {
		if (name.endsWith(suffix)) name = name.slice(0, -suffix.length);
	}
	const prefix = call.d.getVar('MLPREFIX', true);
	return prefix && name.startsWith(prefix) ? name.slice(prefix.length) : name;
};

export const buildDependsString: PyFunction = (call) =>
	wordsOf(argument(call, 0, 'depends'))
		.map((word) => `${word}:${text(argument(call, 1, 'task'))}`)
		.join(' ');
