import { skipSpace, splitWords, trimmedEnd } from '../../../text/whitespace';
import { iterateInOrder, list, notStatic, type PyTuple, type PyValue, tuple } from '../values';
import { integer, text } from './function';

type Method = (self: string, args: readonly PyValue[]) => PyValue;

/** The methods of Python's `str` that configurations use. */
export const TEXT_METHODS: ReadonlyMap<string, Method> = new Map(
	Object.entries<Method>({
		lower: (self) => self.toLowerCase(),
		upper: (self) => self.toUpperCase(),
		capitalize: (self) => self.charAt(0).toUpperCase() + self.slice(1).toLowerCase(),
		strip: (self, [characters]) => stripEnds(self, characters, true, true),
		lstrip: (self, [characters]) => stripEnds(self, characters, true, false),
		rstrip: (self, [characters]) => stripEnds(self, characters, false, true),
		startswith: (self, [prefix]) => alternatives(prefix).some((start) => self.startsWith(start)),
		endswith: (self, [suffix]) => alternatives(suffix).some((end) => self.endsWith(end)),
		replace: (self, [from, to, count]) =>
			count === undefined
				? self.replaceAll(needText(from), () => needText(to))
				: notStatic('replace with a count'),
		split: (self, [separator, limit]) => list(split(self, separator, limit)),
		rsplit: (self, [separator, limit]) => list(rsplit(self, separator, limit)),
		splitlines: (self) =>
			list(self === '' ? [] : self.replace(/(\r\n|\n|\r)$/, '').split(/\r\n|\n|\r/)),
		partition: (self, [separator]) =>
			partition(self, needText(separator), self.indexOf(needText(separator))),
		rpartition: (self, [separator]) => {
			const at = self.lastIndexOf(needText(separator));
			return at < 0 ? tuple(['', '', self]) : partition(self, needText(separator), at);
		},
		join: (self, [items]) =>
			iterateInOrder(items ?? null)
				.map(text)
				.join(self),
		find: (self, [part]) => BigInt(self.indexOf(needText(part))),
		rfind: (self, [part]) => BigInt(self.lastIndexOf(needText(part))),
		count: (self, [part]) =>
			BigInt(needText(part) === '' ? self.length + 1 : self.split(needText(part)).length - 1),
		isdigit: (self) => /^\d+$/.test(self),
		removeprefix: (self, [prefix]) =>
			self.startsWith(needText(prefix)) ? self.slice(needText(prefix).length) : self,
		removesuffix: (self, [suffix]) =>
			needText(suffix) !== '' && self.endsWith(needText(suffix))
				? self.slice(0, -needText(suffix).length)
				: self,
		zfill: (self, [width]) =>
			/^[+-]/.test(self)
				? notStatic('zfill of a signed number')
				: self.padStart(integer(width ?? null), '0'),
	}),
);

function needText(value: PyValue | undefined): string {
	return text(value ?? null);
}

function alternatives(value: PyValue | undefined): string[] {
	const isTuple = typeof value === 'object' && value?.type === 'tuple';
	return isTuple ? (value as PyTuple).items.map(text) : [needText(value)];
}

function stripEnds(
	self: string,
	characters: PyValue | undefined,
	left: boolean,
	right: boolean,
): string {
	if (characters === undefined || characters === null) {
		const start = left ? skipSpace(self, 0) : 0;
		return self.slice(start, right ? trimmedEnd(self, start, self.length) : self.length);
	}
	const set = new Set(text(characters));
	let start = 0;
	let end = self.length;
	while (left && start < end && set.has(self[start]!)) start++;
	while (right && end > start && set.has(self[end - 1]!)) end--;
	return self.slice(start, end);
}

function split(self: string, separator: PyValue | undefined, limit: PyValue | undefined): string[] {
	const most = limit === undefined ? -1 : integer(limit);
	if (separator === undefined || separator === null) {
		return most < 0 ? splitWords(self) : notStatic('a limited split at white space');
	}
	const by = text(separator);
	if (by === '') return notStatic('a split at nothing');
	const parts = self.split(by);
	return most < 0 || parts.length <= most + 1
		? parts
		: [...parts.slice(0, most), parts.slice(most).join(by)];
}

function rsplit(
	self: string,
	separator: PyValue | undefined,
	limit: PyValue | undefined,
): string[] {
	const parts = split(self, separator, undefined);
	const most = limit === undefined ? -1 : integer(limit);
	if (most < 0 || parts.length <= most + 1) return parts;
	if (separator === undefined || separator === null)
		return notStatic('a limited split at white space');
	const kept = parts.length - most;
	return [parts.slice(0, kept).join(text(separator)), ...parts.slice(kept)];
}

function partition(self: string, separator: string, at: number): PyTuple {
	if (separator === '') return notStatic('a partition at nothing');
	return at < 0
		? tuple([self, '', ''])
		: tuple([self.slice(0, at), separator, self.slice(at + separator.length)]);
}
