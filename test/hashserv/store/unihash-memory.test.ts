import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnihashMemory } from '../../../server/src/hashserv/store/unihash-memory';
import { Output } from '../../../server/src/hashserv/wire/output';

const hash = (digits: string): string => digits.padEnd(64, '0');

/** What the lines of a text are answered with, and what is left of them. */
function answered(table: UnihashMemory, text: string): { answers: string; left: string } {
	const block = { bytes: Buffer.from(text), position: 0 };
	const output = new Output();
	const count = table.answer(block, output);
	let answers = '';
	output.pass((bytes) => {
		answers = bytes.toString();
		return true;
	});
	expect(answers.length).toBe(count * 65);
	return { answers, left: block.bytes.subarray(block.position).toString() };
}

describe('unihashes in memory', () => {
	// Few hashes, some of which differ in the last digit alone and so collide.
	const taskhash = fc.oneof(
		fc.constantFrom('a', 'b', 'c').map(hash),
		fc.constantFrom('1', '2', '3').map((digit) => hash('').slice(1) + digit),
	);
	const method = fc.constantFrom('m', 'method', 'methods');
	const step = fc.oneof(
		{ weight: 4, arbitrary: fc.record({ kind: fc.constant('add' as const), method, taskhash }) },
		{ weight: 4, arbitrary: fc.record({ kind: fc.constant('get' as const), method, taskhash }) },
		{ weight: 1, arbitrary: fc.record({ kind: fc.constant('clear' as const) }) },
	);

	it('are what was added since they were cleared, or nothing, by string and by line', () => {
		fc.assert(
			fc.property(
				fc.array(step, { maxLength: 200 }),
				fc.integer({ min: 1, max: 8 }),
				(steps, capacity) => {
					const table = new UnihashMemory(capacity);
					const model = new Map<string, string>();
					for (const [index, each] of steps.entries()) {
						if (each.kind === 'clear') {
							table.clear();
							model.clear();
							continue;
						}
						const line = `${each.method} ${each.taskhash}\n`;
						if (each.kind === 'add') {
							const before = table.get(each.method, each.taskhash);
							table.add({ ...each, unihash: hash(`${index.toString(16)}f`) });
							if (before === undefined) model.set(line, hash(`${index.toString(16)}f`));
							expect(table.get(each.method, each.taskhash)).toBe(model.get(line));
						}
						const found = table.get(each.method, each.taskhash);
						expect([undefined, model.get(line)]).toContain(found);
						const { answers, left } = answered(table, line);
						expect(left).toBe(answers === '' ? line : '');
						expect(['', `${model.get(line)}\n`]).toContain(answers);
						if (found !== undefined) expect(answers).toBe(`${found}\n`);
						expect(table.size).toBeLessThanOrEqual(capacity);
					}
				},
			),
		);
	});

	it('are all there while there is room, and the newest afterwards', () => {
		const table = new UnihashMemory(20_000);
		const row = (index: number) => ({
			method: index % 3 === 0 ? 'one' : 'another',
			taskhash: hash(`${index.toString(16)}d`),
			unihash: hash(`${index.toString(16)}e`),
		});
		const kept = (from: number, to: number): number => {
			let count = 0;
			for (let index = from; index < to; index++) {
				const { method, taskhash, unihash } = row(index);
				const found = table.get(method, taskhash);
				if (found === undefined) continue;
				expect(found).toBe(unihash);
				count++;
			}
			return count;
		};
		for (let index = 0; index < 20_000; index++) table.add(row(index));
		expect(kept(0, 20_000)).toBe(20_000);
		expect(table.isFull).toBe(true);
		for (let index = 20_000; index < 50_000; index++) table.add(row(index));
		expect(kept(0, 30_000)).toBe(0);
		expect(kept(30_000, 50_000)).toBe(20_000);
	});

	it('make room one after the other, whatever the size of the table', () => {
		for (const capacity of [1, 7, 8, 9, 64, 1024]) {
			const table = new UnihashMemory(capacity);
			for (let index = 0; index < 4 * capacity; index++) {
				const digits = (index + 1).toString(16).padStart(8, '0').repeat(8);
				table.add({ method: 'm', taskhash: digits, unihash: digits });
				const oldest = Math.max(index - capacity + 1, 0);
				for (const known of [oldest, (oldest + index) >> 1, index]) {
					const hash = (known + 1).toString(16).padStart(8, '0').repeat(8);
					expect(answered(table, `m ${hash}\n`).answers).toBe(`${hash}\n`);
				}
			}
		}
	});

	it('are answered alike however many there are, in any order and again', () => {
		const table = new UnihashMemory(5000);
		const rows = Array.from({ length: 5000 }, (_, index) => ({
			method: 'm',
			taskhash: hash(`${index.toString(16)}d`),
			unihash: hash(`${index.toString(16)}e`),
		}));
		for (const row of rows) table.add(row);
		fc.assert(
			fc.property(fc.array(fc.nat(300), { minLength: 1, maxLength: 500 }), (asked) => {
				const some = asked.map((index) => rows[(index * index) % 5000] as (typeof rows)[0]);
				const lines = some.map(({ method, taskhash }) => `${method} ${taskhash}\n`).join('');
				const answers = some.map(({ unihash }) => `${unihash}\n`).join('');
				expect(answered(table, lines)).toEqual({ answers, left: '' });
			}),
		);
	});

	it('are answered alike wherever others stand between them that have to be read otherwise', () => {
		const table = new UnihashMemory(100);
		const known = ['1', '2', '3'].map((digit) => {
			const row = { method: 'm', taskhash: hash(digit), unihash: hash(`a${digit}`) };
			table.add(row);
			return { line: `m ${row.taskhash}\n`, answer: `${row.unihash}\n` };
		});
		const odd = [`m ${hash('4')}\n`, '\n', `${'x'.repeat(300)}\n`, 'END\n'];
		const some = fc.oneof(
			{ weight: 30, arbitrary: fc.constantFrom(...known) },
			{ weight: 1, arbitrary: fc.constantFrom(...odd).map((line) => ({ line, answer: '?' })) },
		);
		fc.assert(
			fc.property(fc.array(some, { size: '+2', maxLength: 3000 }), (asked) => {
				let left = asked.map(({ line }) => line).join('');
				let told = '';
				while (left !== '') {
					const block = answered(table, left);
					const end = block.left.indexOf('\n') + 1;
					told += block.answers + (end > 0 ? '?' : '');
					left = block.left.slice(end);
				}
				expect(told).toBe(asked.map(({ answer }) => answer).join(''));
			}),
			{ numRuns: 50 },
		);
	});

	it('stay findable, or are left out, however many taskhashes start alike', () => {
		const table = new UnihashMemory(1000);
		const alike = Array.from({ length: 500 }, (_, index) => `${'0'.repeat(60)}${1000 + index}`);
		for (const taskhash of alike) table.add({ method: 'm', taskhash, unihash: taskhash });
		const found = alike.filter((taskhash) => table.get('m', taskhash) !== undefined);
		expect(found.length).toBeGreaterThan(16);
		expect(found.length).toBeLessThan(200);
		for (const taskhash of found) expect(table.get('m', taskhash)).toBe(taskhash);
	});

	it('answer lines up to the first that they cannot answer', () => {
		const table = new UnihashMemory(100);
		table.add({ method: 'm', taskhash: hash('1'), unihash: hash('a') });
		table.add({ method: 'other', taskhash: hash('1'), unihash: hash('b') });
		table.add({ method: 'm', taskhash: hash('2'), unihash: hash('c') });
		const known = `m ${hash('1')}\nother ${hash('1')}\nm ${hash('2')}\n`;
		const answers = `${hash('a')}\n${hash('b')}\n${hash('c')}\n`;
		for (const left of [
			'',
			'END\n',
			'\n',
			`m ${hash('3')}\n`,
			`m  ${hash('1')}\n`,
			`m ${hash('1')} \n`,
			`m ${hash('1')}\r\n`,
			`m ${hash('1')}0\n`,
			`m ${hash('1').slice(1)}\n`,
			`x ${hash('1')}\n`,
			`${hash('1')}\n`,
			`m\u0141${hash('1')}\n`,
			// Characters next to digits and letters, and letters of the other case.
			...['/', ':', '`', 'g', 'A', 'F', '\0', '\x7f', '\x80'].map(
				(odd) => `m ${hash('1').slice(0, 40)}${odd}${hash('1').slice(41)}\n`,
			),
		]) {
			expect(answered(table, known + left)).toEqual({ answers, left });
			expect(answered(table, `${known}${left}${known}`)).toEqual(
				left === '' ? { answers: answers + answers, left } : { answers, left: left + known },
			);
		}
	});

	it('are not kept where they have another form', () => {
		const table = new UnihashMemory(100);
		const usual = { method: 'm', taskhash: hash('1'), unihash: hash('a') };
		for (const odd of [
			{ method: 'two words' },
			{ method: '' },
			{ method: 'ä' },
			{ method: 'm'.repeat(200) },
			{ taskhash: 'short' },
			{ taskhash: `${hash('1')}0` },
			{ taskhash: hash('a b') },
			{ unihash: 'short' },
			{ unihash: hash('\u0141') },
			{ taskhash: hash('A') },
			{ unihash: hash('g') },
		]) {
			table.add({ ...usual, ...odd });
			expect(table.size).toBe(0);
		}
		table.add(usual);
		// One whose bytes in Latin-1 would be the same.
		expect(table.get('m', `\u0131${hash('1').slice(1)}`)).toBeUndefined();
		expect(table.get('m', hash('1'))).toBe(hash('a'));
	});

	it('know only so many methods', () => {
		const table = new UnihashMemory(1000);
		for (let index = 0; index < 500; index++) {
			table.add({ method: `m${index}`, taskhash: hash('1'), unihash: hash('a') });
		}
		expect(table.size).toBeLessThan(100);
		expect(table.get('m0', hash('1'))).toBe(hash('a'));
		expect(table.get('m499', hash('1'))).toBeUndefined();
	});
});
