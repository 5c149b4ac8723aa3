import { spendText } from '../budget';
import { iterateInOrder } from '../collections';
import { refuseLong } from '../text';
import { list, notStatic, type PyTuple, type PyValue, tuple } from '../values';
import { ascii, integer, method, type PyMethod, text } from './function';
import type { Bound } from './signature';
import { lines, rsplit, split, stripEnds } from './words';

const stripped = (left: boolean, right: boolean): PyMethod =>
	method('chars? /', (self, call) => {
		const characters = call.option('chars') ?? null;
		return stripEnds(self, characters === null ? null : text(characters), left, right);
	});

const parts = (cut: typeof split): PyMethod =>
	method('sep? maxsplit?', (self, call) => {
		const separator = call.option('sep') ?? null;
		const limit = call.option('maxsplit');
		return list(
			cut(
				self,
				separator === null ? null : text(separator),
				limit === undefined ? -1 : integer(limit),
			),
		);
	});

/** The methods of Python's `str` that configurations use. */
const METHOD_TABLE: Readonly<Record<string, PyMethod>> = {
	lower: method('', (self) => ascii(self).toLowerCase()),
	upper: method('', (self) => ascii(self).toUpperCase()),
	capitalize: method(
		'',
		(self) => ascii(self).charAt(0).toUpperCase() + self.slice(1).toLowerCase(),
	),
	strip: stripped(true, true),
	lstrip: stripped(true, false),
	rstrip: stripped(false, true),
	startswith: method('prefix /', (self, call) =>
		alternatives(call.value('prefix')).some((start) => self.startsWith(start)),
	),
	endswith: method('suffix /', (self, call) =>
		alternatives(call.value('suffix')).some((end) => self.endsWith(end)),
	),
	replace: method('old new /', replace),
	split: parts(split),
	rsplit: parts(rsplit),
	splitlines: method('', (self) => list(lines(self))),
	partition: method('sep /', (self, call) =>
		partition(self, call.text('sep'), self.indexOf(call.text('sep'))),
	),
	rpartition: method('sep /', (self, call) => {
		const at = self.lastIndexOf(call.text('sep'));
		return at < 0 ? tuple(['', '', self]) : partition(self, call.text('sep'), at);
	}),
	join: method('iterable /', join),
	find: method('sub /', (self, call) => BigInt(self.indexOf(call.text('sub')))),
	rfind: method('sub /', (self, call) => BigInt(self.lastIndexOf(call.text('sub')))),
	count: method('sub /', (self, call) => BigInt(occurrences(self, call.text('sub')))),
	isdigit: method('', (self) => /^\d+$/.test(ascii(self))),
	removeprefix: method('prefix /', (self, call) =>
		self.startsWith(call.text('prefix')) ? self.slice(call.text('prefix').length) : self,
	),
	removesuffix: method('suffix /', (self, call) => {
		const suffix = call.text('suffix');
		return suffix !== '' && self.endsWith(suffix) ? self.slice(0, -suffix.length) : self;
	}),
	zfill: method('width /', (self, call) => {
		const width = integer(call.value('width'));
		if (/^[+-]/.test(self)) return notStatic('zfill of a signed number');
		refuseLong(width);
		return self.padStart(width, '0');
	}),
};

/** Text outside the basic plane counts differently in JavaScript and is refused. */
export const METHODS: ReadonlyMap<string, PyMethod> = new Map(
	Object.entries(METHOD_TABLE).map(([name, run]): [string, PyMethod] => [
		name,
		(self, args, keywords) => {
			for (const value of [self, ...args, ...keywords.values()]) {
				if (typeof value === 'string') refuseUnusual(value);
			}
			return run(self, args, keywords);
		},
	]),
);

function refuseUnusual(value: string): void {
	spendText(value.length);
	if (/[\ud800-\udfff]/.test(value)) notStatic('text outside the basic plane');
}

function alternatives(value: PyValue): string[] {
	const isTuple = typeof value === 'object' && value?.type === 'tuple';
	return isTuple ? (value as PyTuple).items.map(text) : [text(value)];
}

function occurrences(self: string, part: string): number {
	return self.split(part).length - 1 + (part === '' ? 2 : 0);
}

function replace(self: string, call: Bound): string {
	const from = call.text('old');
	const to = call.text('new');
	refuseLong(self.length + occurrences(self, from) * to.length);
	return self.replaceAll(from, () => to);
}

function join(self: string, call: Bound): string {
	const items = iterateInOrder(call.value('iterable')).map(text);
	refuseLong(items.reduce((length, item) => length + item.length + self.length, 0));
	return items.join(self);
}

function partition(self: string, separator: string, at: number): PyTuple {
	if (separator === '') return notStatic('a partition at nothing');
	return at < 0
		? tuple([self, '', ''])
		: tuple([self.slice(0, at), separator, self.slice(at + separator.length)]);
}
