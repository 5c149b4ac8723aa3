/**
 * Unihashes by method and taskhash, in AssemblyScript: answers all lines of a
 * packet at once, sixteen characters at a time. `npm run wasm` compiles it, and
 * only `server/src/hashserv/store/unihash-memory.ts` calls it.
 *
 * A hash has 64 hexadecimal digits, lower case, and is kept as its 32 bytes, so
 * an entry is one line of the processor's cache. The index takes 8 to 16 bytes
 * more, the method one. All memory is reserved at the start, but the system
 * gives it only where something was written.
 */

import { readHash, storeVectors, writeUnihash } from './digits';
import {
	BUFFER_SIZE,
	ENTRY_BITS,
	FIRST_TABLE,
	HASH,
	INPUT,
	METHODS,
	METHOD_BITS,
	MOST_METHODS,
	MOST_QUESTIONS,
	OUTPUT,
	PAGE,
	QUESTIONS,
	QUESTION_BITS,
	TABLES,
} from './layout';

export { BUFFER_SIZE, INPUT, OUTPUT };

const NEWLINE: u8 = 10;

/** A place of the index holds the number of an entry + 1 in so many bits, and what its key must be like in the others. */
const NUMBER_BITS: u32 = 20;
const NUMBER_MASK: u32 = (1 << NUMBER_BITS) - 1;
const SMALLEST_INDEX: u32 = 16;
/** Places looked at for one key: one that collides with more others is not kept, whoever made it so. */
const MOST_PROBES: u32 = 64;

@unmanaged
class Method {
	/** Bytes of its name with the blank behind it. */
	length: u32;
	// The name follows.
}

/** A line while it is being answered. Its taskhash's bytes come first, as in an entry. */
@unmanaged
class Question {
	taskhash0: u64;
	taskhash1: u64;
	taskhash2: u64;
	taskhash3: u64;
	digest: u64;
	method: u32;
	/** What the first place of an index for it holds. */
	place: u32;
	/** Only read so that the processor fetches it. */
	touched: u32;
	/** Where the next line starts. */
	next: usize;
	/** Where what is asked for was found, or 0. */
	entry: usize;
}

@unmanaged
class Table {
	/** Most entries. */
	capacity: u32;
	count: u32;
	/** The entry that leaves next when there is no more room. */
	oldest: u32;
	/** Places of the index - 1. */
	mask: u32;
	index: usize;
	entries: usize;
	/** One byte for the method of each entry. */
	methods: usize;
}

/** All that is known. */
const all: Table = changetype<Table>(TABLES);
/**
 * Copies of what is asked for, while there is more than fits in here. Builds ask
 * for some ten thousand: all over a large table these would take the processor's
 * caches a line of the index and a page each.
 */
const recent: Table = changetype<Table>(TABLES + 64);
/** Entries of that. */
const RECENT: u32 = 65_536;
/** One of so many look-ups is copied: what is asked for only once would keep us busy with copying. */
const CHOOSY: u32 = 8;

/** Keeps secret which taskhashes collide, but for those that begin alike: of these no more than `MOST_PROBES` are kept. */
let seed: u64 = 0;
/** For choosing at random. */
let chance: u32 = 1;
let methodCount: u32 = 0;
/** The method of the line before, which is most often the next one's as well. */
let lastMethod: u32 = 0;
/** Bytes of the lines that `answer` answered last. */
export let consumed: u32 = 0;

/**
 * To be called once: the most entries, fewer than 2 ** 20, and a secret number in two halves.
 * @returns false when the system does not give the memory
 */
export function setUp(mostEntries: u32, seedHigh: u32, seedLow: u32): bool {
	seed = (<u64>seedHigh << 32) | <u64>seedLow;
	const end = layOut(all, mostEntries, layOut(recent, RECENT, FIRST_TABLE));
	if (memory.grow(<i32>((end + PAGE - 1) / PAGE) - memory.size()) < 0) return false;
	storeVectors();
	clear();
	return true;
}

/** Forgets everything. */
export function clear(): void {
	methodCount = 0;
	lastMethod = 0;
	empty(all);
	empty(recent);
}

export function size(): u32 {
	return all.count;
}

/** Gives the method a number whose name lies in INPUT with a blank behind it, so long with that; -1 when there are too many. */
export function addMethod(length: u32): i32 {
	if (methodCount == MOST_METHODS) return -1;
	const method = methodOf(methodCount);
	method.length = length;
	memory.copy(nameOf(method), INPUT, length);
	return methodCount++;
}

/**
 * Adds the taskhash in INPUT and the unihash behind it. When there is no more
 * room, the entry that came first leaves.
 * @returns false when it is there, when these are no hashes, or when too many others are in its way
 */
export function add(method: u32): bool {
	const question = questionAt(0);
	const taskhash = changetype<usize>(question);
	const unihash = changetype<usize>(questionAt(1));
	if (!readHash(INPUT, taskhash) || !readHash(INPUT + HASH, unihash)) return false;
	question.method = method;
	question.digest = digestAt(taskhash);
	return find(all, question) == 0 && insert(all, question, unihash);
}

/** Writes the unihash of the taskhash in INPUT to OUTPUT; false when it is not known. */
export function get(method: u32): bool {
	const question = questionAt(0);
	if (!readHash(INPUT, changetype<usize>(question))) return false;
	question.method = method;
	question.digest = digestAt(changetype<usize>(question));
	const entry = find(all, question);
	if (entry == 0) return false;
	writeUnihash(entry, OUTPUT);
	return true;
}

/**
 * Answers lines `METHOD TASKHASH`, so many bytes of them in INPUT, up to the
 * first that is not known, looks otherwise or is not whole. The answers are in
 * OUTPUT, and `consumed` tells how far it came.
 * @returns how many
 */
export function answer(length: u32): u32 {
	const end = INPUT + <usize>length;
	let line = INPUT;
	let to = OUTPUT;
	while (true) {
		const asked = readQuestions(line, end);
		const isLarge = all.count > recent.capacity;
		if (isLarge) findAll(recent, asked);
		findAll(all, asked);
		let known: u32 = 0;
		for (; known < asked; known++) {
			const question = questionAt(known);
			if (question.entry == 0) break;
			writeUnihash(question.entry, to);
			store<u8>(to + HASH, NEWLINE);
			to += HASH + 1;
			line = question.next;
		}
		if (isLarge) keepSome(known);
		if (known < MOST_QUESTIONS) break;
	}
	consumed = <u32>(line - INPUT);
	return <u32>((to - OUTPUT) / (HASH + 1));
}

/** Reads lines up to the first that looks otherwise; returns how many. */
@inline
function readQuestions(start: usize, end: usize): u32 {
	let line = start;
	let number: u32 = 0;
	for (; number < MOST_QUESTIONS; number++) {
		const method = methodAt(line, end);
		if (method < 0) break;
		const taskhash = line + methodOf(method).length;
		line = taskhash + HASH + 1;
		const question = questionAt(number);
		if (line > end || load<u8>(line - 1) != NEWLINE) break;
		if (!readHash(taskhash, changetype<usize>(question))) break;
		question.digest = digestAt(changetype<usize>(question));
		question.method = method;
		question.next = line;
		question.entry = 0;
	}
	return number;
}

/**
 * Finds what was not found yet. Before it looks at anything, it has the
 * processor fetch that for all questions at once: in a large table waiting for
 * it takes as long as twenty look-ups otherwise.
 */
@inline
function findAll(table: Table, asked: u32): void {
	for (let number: u32 = 0; number < asked; number++) {
		const question = questionAt(number);
		if (question.entry == 0) question.place = load<u32>(placeAt(table, <u32>question.digest));
	}
	for (let number: u32 = 0; number < asked; number++) {
		const question = questionAt(number);
		if (question.entry != 0) continue;
		const entry = question.place & NUMBER_MASK;
		question.touched = load<u32>(entryAt(table, entry - <u32>(entry != 0)));
	}
	for (let number: u32 = 0; number < asked; number++) {
		const question = questionAt(number);
		if (question.entry == 0) question.entry = find(table, question);
	}
}

/** Copies some of what was found among all to what was asked for lately. */
function keepSome(asked: u32): void {
	for (let number: u32 = 0; number < asked; number++) {
		const question = questionAt(number);
		if (question.entry < all.entries) continue;
		chance = chance * 1_664_525 + 1_013_904_223;
		if (chance >> 24 >= 256 / CHOOSY || find(recent, question) != 0) continue;
		insert(recent, question, question.entry + HASH / 2);
	}
}

/** The entry of a taskhash, or 0. */
@inline
function find(table: Table, question: Question): usize {
	const digest = <u32>question.digest;
	const likeness = likenessOf(question.method, question.digest);
	const first = v128.load(changetype<usize>(question));
	const second = v128.load(changetype<usize>(question), 16);
	for (let probe: u32 = 0; probe < MOST_PROBES; probe++) {
		const place = load<u32>(placeAt(table, digest + probe));
		if (place == 0) return 0;
		if ((place & ~NUMBER_MASK) != likeness) continue;
		const entry = entryAt(table, (place & NUMBER_MASK) - 1);
		const difference = v128.or(
			v128.xor(v128.load(entry), first),
			v128.xor(v128.load(entry, 16), second),
		);
		if (!v128.any_true(difference)) return entry;
	}
	return 0;
}

/**
 * Adds an entry for a taskhash that has none. When there is no more room, the
 * one that came first leaves.
 * @returns false when too many others are in its way
 */
function insert(table: Table, question: Question, unihash: usize): bool {
	const isFull = table.count == table.capacity;
	if (isFull) leave(table, table.oldest);
	else if (table.count >= (table.mask + 1) / 2) widenIndex(table);
	const number = isFull ? table.oldest : table.count;
	if (!enter(table, number, question.method, question.digest)) return false;
	if (isFull) table.oldest = (number + 1) % table.capacity;
	else table.count++;
	const entry = entryAt(table, number);
	memory.copy(entry, changetype<usize>(question), HASH / 2);
	memory.copy(entry + HASH / 2, unihash, HASH / 2);
	store<u8>(table.methods + number, <u8>question.method);
	return true;
}

/** Puts an entry into the index; false when too many others are in its way. */
function enter(table: Table, number: u32, method: u32, digest: u64): bool {
	for (let probe: u32 = 0; probe < MOST_PROBES; probe++) {
		const place = placeAt(table, <u32>digest + probe);
		if (load<u32>(place) != 0) continue;
		store<u32>(place, likenessOf(method, digest) | (number + 1));
		return true;
	}
	return false;
}

/** Takes an entry out of the index, moving those behind it that it kept from their place. */
function leave(table: Table, number: u32): void {
	const mask = table.mask;
	let hole = <u32>digestAt(entryAt(table, number));
	for (let probe: u32 = 0; numberIn(table, hole) != number; probe++) {
		// Too many others were in its way when the index was widened.
		if (probe == MOST_PROBES) return;
		hole++;
	}
	for (let place = hole + 1; load<u32>(placeAt(table, place)) != 0; place++) {
		const home = <u32>digestAt(entryAt(table, numberIn(table, place)));
		if (((place - home) & mask) < ((place - hole) & mask)) continue;
		store<u32>(placeAt(table, hole), load<u32>(placeAt(table, place)));
		hole = place;
	}
	store<u32>(placeAt(table, hole), 0);
}

function widenIndex(table: Table): void {
	setIndex(table, 2 * (table.mask + 1));
	for (let number: u32 = 0; number < table.count; number++) {
		enter(table, number, load<u8>(table.methods + number), digestAt(entryAt(table, number)));
	}
}

function setIndex(table: Table, places: u32): void {
	table.mask = places - 1;
	memory.fill(table.index, 0, <usize>places << 2);
}

function empty(table: Table): void {
	table.count = 0;
	table.oldest = 0;
	setIndex(table, SMALLEST_INDEX);
}

/** Gives a table its part of the memory; returns where that ends. */
function layOut(table: Table, capacity: u32, start: usize): usize {
	let places: usize = SMALLEST_INDEX;
	while (places < 2 * <usize>capacity) places *= 2;
	table.capacity = capacity;
	table.entries = start;
	table.index = start + (<usize>capacity << ENTRY_BITS);
	table.methods = table.index + (places << 2);
	return (table.methods + capacity + PAGE - 1) & ~(PAGE - 1);
}

@inline
function placeAt(table: Table, number: u32): usize {
	return table.index + (<usize>(number & table.mask) << 2);
}

@inline
function numberIn(table: Table, place: u32): u32 {
	return (load<u32>(placeAt(table, place)) & NUMBER_MASK) - 1;
}

@inline
function entryAt(table: Table, number: u32): usize {
	return table.entries + (<usize>number << ENTRY_BITS);
}

@inline
function questionAt(number: u32): Question {
	return changetype<Question>(QUESTIONS + (<usize>number << QUESTION_BITS));
}

/** Of the taskhash there: it is as good as random, so some of its bytes will do; the seed is for those that are not. */
@inline
function digestAt(taskhash: usize): u64 {
	let mixed = (load<u64>(taskhash) ^ seed) * 0x9e3779b97f4a7c15;
	mixed ^= mixed >> 32;
	mixed *= 0xbf58476d1ce4e5b9;
	return mixed ^ (mixed >> 29);
}

/** The method and some bits of the digest: other keys seldom have the same, so few entries are looked at in vain. */
@inline
function likenessOf(method: u32, digest: u64): u32 {
	return (<u32>(digest >> 58) << 26) | (method << NUMBER_BITS);
}

@inline
function methodOf(number: u32): Method {
	return changetype<Method>(METHODS + (<usize>number << METHOD_BITS));
}

@inline
function nameOf(method: Method): usize {
	return changetype<usize>(method) + offsetof<Method>();
}

/** Number of the method that starts a line, or -1. */
@inline
function methodAt(line: usize, end: usize): i32 {
	return startsLine(lastMethod, line, end) ? lastMethod : otherMethodAt(line, end);
}

function otherMethodAt(line: usize, end: usize): i32 {
	for (let number: u32 = 0; number < methodCount; number++) {
		if (!startsLine(number, line, end)) continue;
		lastMethod = number;
		return number;
	}
	return -1;
}

@inline
function startsLine(number: u32, line: usize, end: usize): bool {
	const method = methodOf(number);
	const name = nameOf(method);
	const length: usize = method.length;
	if (number >= methodCount || line + length > end) return false;
	let at: usize = 0;
	for (; at + 8 <= length; at += 8) {
		if (load<u64>(line + at) != load<u64>(name + at)) return false;
	}
	const rest = <u64>(length - at) << 3;
	return rest == 0 || (load<u64>(line + at) ^ load<u64>(name + at)) << (64 - rest) == 0;
}
