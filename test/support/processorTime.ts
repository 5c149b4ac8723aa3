import process from 'node:process';

/** Milliseconds that this thread works on something; what others on the machine do meanwhile does not count. */
export function processorTime(work: () => unknown): number {
	const before = process.threadCpuUsage();
	work();
	const { user, system } = process.threadCpuUsage(before);
	return (user + system) / 1000;
}
