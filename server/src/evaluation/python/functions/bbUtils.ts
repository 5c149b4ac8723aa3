import { isText, notStatic, order, type PyValue, truth } from '../values';
import { argument, type Call, type PyFunction, text, wordsOf } from './function';

/** The words that a call of contains and its like checks, and those the variable holds. */
function words(call: Call): { wanted: string[]; present: Set<string> } {
	const value = call.d.getVar(text(argument(call, 0, 'variable')), true);
	return {
		wanted: wordsOf(argument(call, 1, 'checkvalues')),
		present: new Set(wordsOf(value ?? '')),
	};
}

export const contains: PyFunction = (call) => {
	const { wanted, present } = words(call);
	const all = present.size > 0 && wanted.every((word) => present.has(word));
	return argument(call, all ? 2 : 3, all ? 'truevalue' : 'falsevalue');
};

export const containsAny: PyFunction = (call) => {
	const { wanted, present } = words(call);
	const any = wanted.some((word) => present.has(word));
	return argument(call, any ? 2 : 3, any ? 'truevalue' : 'falsevalue');
};

export const filter: PyFunction = (call) => {
	const { wanted, present } = words(call);
	return [...new Set(wanted)]
		.filter((word) => present.has(word))
		.sort(order)
		.join(' ');
};

export const toBoolean: PyFunction = (call) => {
	const value = argument(call, 0, 'string');
	if (!truth(value)) return argument(call, 1, 'default', null);
	if (!isText(value)) return true;
	const word = value.toLowerCase();
	if (['y', 'yes', '1', 'true'].includes(word)) return true;
	if (['n', 'no', '0', 'false'].includes(word)) return false;
	return notStatic('a value that to_boolean refuses');
};

/** `-1`, `0` or `1`: versions compared part by part, digits as numbers. */
export const vercmpString: PyFunction = (call) =>
	BigInt(compareVersionText(text(argument(call, 0, 'a')), text(argument(call, 1, 'b'))));

export const vercmpStringOp: PyFunction = (call) => {
	const result = compareVersionText(text(argument(call, 0, 'a')), text(argument(call, 1, 'b')));
	switch (text(argument(call, 2, 'op'))) {
		case '=':
		case '==':
			return result === 0;
		case '<=':
			return result <= 0;
		case '>=':
			return result >= 0;
		case '>':
		case '>>':
			return result > 0;
		case '<':
		case '<<':
			return result < 0;
		case '!=':
			return result !== 0;
		default:
			return notStatic('an unknown comparison');
	}
};

/** `EPOCH:VERSION-REVISION`, missing parts empty, as BitBake splits them. */
function splitVersion(version: string): [number, string, string] {
	const [, epoch, rest] =
		/^(?:([^:]*):)?([^:]*)/.exec(version.replace(/^[ <>=]+|[ <>=]+$/g, '')) ?? [];
	const dash = (rest ?? '').lastIndexOf('-');
	const main = rest ?? '';
	const epochNumber = Number(epoch ?? 0);
	if (!Number.isInteger(epochNumber)) return notStatic('an epoch that is no number');
	return dash < 0
		? [epochNumber, main, '']
		: [epochNumber, main.slice(0, dash), main.slice(dash + 1)];
}

function compareVersionText(a: string, b: string): number {
	const [epochA, versionA, revisionA] = splitVersion(a);
	const [epochB, versionB, revisionB] = splitVersion(b);
	return epochA - epochB || comparePart(versionA, versionB) || comparePart(revisionA, revisionB);
}

/** A piece of a version; a missing one ranks with digits and sorts before all of them. */
type Piece = readonly [rank: number, value: PyValue];

function comparePart(a: string, b: string): number {
	const left = pieces(a);
	const right = pieces(b);
	for (let i = 0; i < Math.max(left.length, right.length); i++) {
		const [rankA, valueA] = left[i] ?? [0, null];
		const [rankB, valueB] = right[i] ?? [0, null];
		if (rankA !== rankB) return rankA < rankB ? -1 : 1;
		if (valueA === null || valueB === null) return valueA === null ? -1 : 1;
		const difference = order(valueA, valueB);
		if (difference !== 0) return Math.sign(difference);
	}
	return 0;
}

/** Runs of digits rank before runs of letters, those before other characters; `~` ranks before everything. */
function pieces(part: string): Piece[] {
	return Array.from(part.matchAll(/\d+|[a-zA-Z]+|./gs), ([piece]): Piece => {
		if (/^\d/.test(piece)) return [0, BigInt(piece)];
		if (/^[a-zA-Z]/.test(piece)) return [1, piece];
		return [piece === '~' ? -1 : 2, piece];
	});
}
