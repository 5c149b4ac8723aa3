import { spendText } from '../budget';
import { order } from '../compare';
import { notStatic, type PyValue } from '../values';
import { stripEnds } from './words';

/** As BitBake's `vercmp_string`: the difference of the epochs, else `-1`, `0` or `1`. */
export function compareVersions(a: string, b: string): bigint {
	const [epochA, versionA, revisionA] = splitVersion(a);
	const [epochB, versionB, revisionB] = splitVersion(b);
	if (epochA !== epochB) return epochA - epochB;
	return BigInt(comparePart(versionA, versionB) || comparePart(revisionA, revisionB));
}

/** `EPOCH:VERSION-REVISION`, missing parts empty, as BitBake splits them. */
function splitVersion(version: string): [bigint, string, string] {
	spendText(version.length);
	if (/[^\x20-\x7e]/.test(version) || version.length > 1000) return notStatic('an unusual version');
	const parts = stripEnds(version, ' <>=', true, true).split(':');
	const [epoch, main] = parts.length > 1 ? [parts[0]!, parts[1]!] : ['0', parts[0]!];
	if (!/^\d+$/.test(epoch)) return notStatic('an epoch that is no number');
	const dash = main.lastIndexOf('-');
	return dash < 0
		? [BigInt(epoch), main, '']
		: [BigInt(epoch), main.slice(0, dash), main.slice(dash + 1)];
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
	return Array.from(part.matchAll(/\d+|[a-zA-Z]+|./g), ([piece]): Piece => {
		if (/^\d/.test(piece)) return [0, BigInt(piece)];
		if (/^[a-zA-Z]/.test(piece)) return [1, piece];
		return [piece === '~' ? -1 : 2, piece];
	});
}
