import { describe, expect, it, onTestFinished } from 'vitest';
import { repeat } from '../../client/src/dashboard/repeat';

const INTERVAL = 5;

function pause(milliseconds: number): Promise<void> {
	return new Promise((resolve) => {
		setTimeout(resolve, milliseconds);
	});
}

describe('looking again and again', () => {
	it('goes on until it is stopped, and then asks nothing more', async () => {
		let looks = 0;
		const shown: number[] = [];
		const looking = repeat(
			async () => ++looks,
			(seen) => shown.push(seen),
			INTERVAL,
		);
		onTestFinished(looking.stop);
		expect(looks).toBe(0);
		looking.start();
		await expect.poll(() => shown.length).toBeGreaterThan(2);
		looking.stop();
		const [before, seen] = [looks, shown.length];
		await pause(20 * INTERVAL);
		expect([looks, shown.length]).toEqual([before, seen]);
		looking.start();
		await expect.poll(() => looks).toBeGreaterThan(before + 1);
	});

	it('does not show what comes after the end, nor look twice at a time', async () => {
		const waiting: ((seen: string) => void)[] = [];
		const shown: string[] = [];
		const looking = repeat(
			() =>
				new Promise<string>((resolve) => {
					waiting.push(resolve);
				}),
			(seen) => shown.push(seen),
			INTERVAL,
		);
		onTestFinished(looking.stop);
		looking.start();
		await pause(10 * INTERVAL);
		expect(waiting).toHaveLength(1);
		looking.stop();
		waiting[0]?.('late');
		looking.start();
		waiting[1]?.('wanted');
		await expect.poll(() => shown).toEqual(['wanted']);
	});
});
