import { describe, expect, it } from 'vitest';
import { GroupCommit, type Transactions } from '../../../server/src/hashserv/store/group-commit';

class Busy extends Error {}

/** Transactions that note what is done to them. */
function recorded(overrides: Partial<Transactions> = {}): {
	log: string[];
	transactions: Transactions;
} {
	const log: string[] = [];
	const note = (what: 'begin' | 'commit' | 'rollback') => () => {
		log.push(what);
		overrides[what]?.();
	};
	return {
		log,
		transactions: {
			begin: note('begin'),
			commit: note('commit'),
			rollback: note('rollback'),
			isBusy: (error) => error instanceof Busy,
			explain: overrides.explain ?? ((error) => error),
		},
	};
}

describe('group commit', () => {
	it('puts the writes of one turn into one transaction, in their order', async () => {
		const { log, transactions } = recorded();
		const commits = new GroupCommit(transactions);
		const results = await Promise.all(
			[1, 2, 3].map((n) => commits.run(() => log.push(`write ${n}`) && n)),
		);
		expect(results).toEqual([1, 2, 3]);
		expect(log).toEqual(['begin', 'write 1', 'write 2', 'write 3', 'commit']);
	});

	it('answers nobody before the commit', async () => {
		const { log, transactions } = recorded();
		const commits = new GroupCommit(transactions);
		await Promise.all([1, 2].map((n) => commits.run(() => n).then(() => log.push(`answer ${n}`))));
		expect(log).toEqual(['begin', 'commit', 'answer 1', 'answer 2']);
	});

	it('lets a write that fails fail alone', async () => {
		const { log, transactions } = recorded();
		const commits = new GroupCommit(transactions);
		const bad = commits.run(() => {
			throw new Error('bad');
		});
		const good = commits.run(() => 'good');
		await expect(bad).rejects.toThrow('bad');
		expect(await good).toBe('good');
		expect(log).toEqual(['begin', 'rollback', 'begin', 'rollback', 'begin', 'commit']);
	});

	it('fails every write whose commit fails, and goes on afterwards', async () => {
		let full = true;
		const { transactions } = recorded({
			commit: () => {
				if (full) throw new Error('disk full');
			},
			rollback: () => {
				throw new Error('no transaction is active');
			},
			explain: (error) => new Error(`explained: ${(error as Error).message}`),
		});
		const commits = new GroupCommit(transactions);
		const writes = [commits.run(() => 1), commits.run(() => 2)];
		for (const write of writes) await expect(write).rejects.toThrow('explained: disk full');
		full = false;
		expect(await commits.run(() => 3)).toBe(3);
	});

	it('waits for a lock without blocking, then writes everything that came meanwhile', async () => {
		let locked = true;
		const { log, transactions } = recorded({
			begin: () => {
				if (locked) throw new Busy();
			},
		});
		const commits = new GroupCommit(transactions);
		const first = commits.run(() => log.push('first'));
		while (!log.includes('begin')) await new Promise(setImmediate);
		const second = commits.run(() => log.push('second'));
		locked = false;
		await Promise.all([first, second]);
		expect(log.slice(log.indexOf('first'))).toEqual(['first', 'second', 'commit']);
	});

	it('gives up on a lock after a while', async () => {
		const { log, transactions } = recorded({
			begin: () => {
				throw new Busy('locked');
			},
		});
		await expect(new GroupCommit(transactions, 20).run(() => 1)).rejects.toThrow('locked');
		expect(log.length).toBeGreaterThan(2);
	});

	it('drains when nothing waits any more', async () => {
		const { log, transactions } = recorded();
		const commits = new GroupCommit(transactions);
		await commits.drain();
		void commits.run(() => log.push('write'));
		await commits.drain();
		expect(log).toEqual(['begin', 'write', 'commit']);
	});
});
