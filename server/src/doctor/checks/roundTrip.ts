import * as l10n from '@vscode/l10n';
import { probe } from '../../hashserv/probe';
import { type Check, skipped } from '../check';
import { standingServers, type Target } from '../servers';

const PINGS = 7;
/** Milliseconds that thousands of tasks feel, for those that are asked one by one. */
const SLOW = 100;

export const roundTrip: Check = {
	id: 'round-trip',
	title: l10n.t('Round trip'),
	run: async (patient) => {
		const targets = standingServers(patient);
		if (targets.length === 0)
			return skipped(l10n.t('No server is named that runs without a build.'));
		const times = await Promise.all(targets.map((target) => median(target, patient.timeoutMs)));
		const known = targets.flatMap((target, index) => {
			const time = times[index];
			return time === undefined ? [] : [{ ...target, time }];
		});
		if (known.length === 0) return skipped(l10n.t('No server answers.'));
		const slow = known.some(({ time }) => time > SLOW);
		return {
			status: slow ? 'warning' : 'ok',
			summary: known
				.map(({ text, time }) =>
					time < 1 ? l10n.t`${text}: under 1 ms` : l10n.t`${text}: ${Math.round(time)} ms`,
				)
				.join(', '),
			details: [l10n.t`Median of ${PINGS} questions, one after another.`],
			...(slow
				? {
						meaning: l10n.t`A thousand tasks that are looked up one after another wait ${Math.round(Math.max(...known.map(({ time }) => time)))} seconds.`,
						fix: l10n.t(
							'Run a server nearby that has this one as its upstream: it asks for many hashes at once and remembers the answers.',
						),
					}
				: {}),
		};
	},
};

/** Milliseconds; undefined when the server does not answer. */
async function median({ address }: Target, timeoutMs: number): Promise<number | undefined> {
	const found = await probe(address, timeoutMs / 2);
	if (found.kind !== 'hash-server') return undefined;
	const times: number[] = [];
	const end = performance.now() + timeoutMs / 2;
	try {
		while (times.length < PINGS && performance.now() < end) {
			const started = performance.now();
			await found.ping(timeoutMs);
			times.push(performance.now() - started);
		}
	} catch {
		// The round trip of those that came back is known.
	} finally {
		found.client.close();
	}
	return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? found.roundTripMs;
}
