/**
 * Several stores on one file, as several processes have it: whatever they do,
 * in whatever order, each answers what the file holds.
 */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../../../server/src/hashserv/store/sqlite';
import { reportOf, temporaryFolder } from '../../support/hashserv';

const METHODS = ['m', 'n'] as const;
const TASKS = ['a', 'b', 'c', 'd'] as const;

const store = fc.nat({ max: 1 });
const method = fc.constantFrom(...METHODS);
const task = fc.constantFrom(...TASKS);
const step = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.record({ kind: fc.constant('look' as const), store, method, task }),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			kind: fc.constant('report' as const),
			store,
			method,
			task,
			output: task,
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({ kind: fc.constant('add' as const), store, method, task, output: task }),
	},
	{
		weight: 1,
		arbitrary: fc.record({ kind: fc.constant('remove' as const), store, method, task }),
	},
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('sweep' as const), store, method, task }) },
	// Another program, which may do what no server does: change a unihash.
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('change' as const), method, task }) },
);

it('answers never differ from the file', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
			const path = join(temporaryFolder(), 'hashserv.db');
			const stores = [openSqliteStore(path), openSqliteStore(path)] as const;
			const other = new DatabaseSync(path);
			const stored = other.prepare(
				'SELECT unihash FROM unihashes_v3 WHERE method = ? AND taskhash = ?',
			);
			const truth = (method: string, task: string) => stored.get(method, task)?.unihash ?? null;
			try {
				for (const [index, each] of steps.entries()) {
					const { method, task } = each;
					if (each.kind === 'change') {
						other
							.prepare('UPDATE unihashes_v3 SET unihash = ? WHERE method = ? AND taskhash = ?')
							.run(`changed ${index}`, method, task);
					} else {
						const target = stores[each.store as 0 | 1];
						if (each.kind === 'report') {
							const { output } = each;
							const report = { ...reportOf(task, output, `${index}`), method, taskhash: task };
							// An output that is known, of a task whose unihash was removed, stores nothing.
							expect(await target.report(report)).toBe(truth(method, task) ?? `${index}`);
						} else if (each.kind === 'add') {
							expect(await target.addUnihash(method, task, `${index}`)).toBe(truth(method, task));
						} else if (each.kind === 'remove') {
							await target.remove(new Map([['taskhash', task]]));
						} else if (each.kind === 'sweep') {
							await target.gcMark(`${index}`, new Map([['taskhash', task]]));
							await target.gcSweep(`${index}`);
						}
					}
					// What is known already must be noticed to have changed, so everything is looked up after every step.
					for (const one of stores) {
						for (const method of METHODS) {
							for (const task of TASKS) {
								expect(await one.unihash(method, task)).toBe(truth(method, task));
							}
						}
					}
				}
			} finally {
				other.close();
				for (const one of stores) await one.close();
			}
		}),
		{ numRuns: 40 },
	);
}, 60_000);
