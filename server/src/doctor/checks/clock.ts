import * as l10n from '@vscode/l10n';
import { parseMirrors } from '../../yocto/mirrors';
import { type Check, skipped } from '../check';
import { head, type Way } from '../http';
import { baseOf } from '../mirrorUrl';
import type { Patient } from '../patient';
import { standingServers } from '../servers';

/** Seconds. A Date header is rounded, and an answer takes its time. */
const NOTABLE = 30;
const WRONG = 300;

export const clock: Check = {
	id: 'clock',
	title: l10n.t('Clock'),
	run: async (patient, signal) => {
		const urls = addresses(patient);
		if (urls.length === 0)
			return skipped(l10n.t('There is no mirror and no server that tells its time.'));
		const all = await Promise.all(urls.map((url) => skewOf(url, patient, signal)));
		const known = all.flatMap((skew, index) =>
			skew === undefined ? [] : [{ skew, host: new URL(urls[index]!).host }],
		);
		if (known.length === 0) return skipped(l10n.t('Nobody told the time.'));
		const details = known.map(({ skew, host }) => `${host}: ${wordsOf(skew)}`);
		const worst = Math.max(...known.map(({ skew }) => Math.abs(skew)));
		if (worst < NOTABLE) {
			return {
				status: 'ok',
				summary: l10n.t('This machine and the others agree on the time.'),
				details,
			};
		}
		return {
			status: worst < WRONG ? 'info' : 'warning',
			summary: l10n.t`This machine’s clock differs by ${durationOf(worst)}.`,
			details,
			meaning: l10n.t(
				'Certificates can look expired or not yet valid, and files that are used look old to whoever cleans the mirror by age.',
			),
			fix: l10n.t('Have the clocks set by NTP: timedatectl tells whether this machine does.'),
		};
	},
};

/** Pages whose answers bear a date: mirrors, and hash servers that speak WebSocket. */
function addresses(patient: Patient): string[] {
	const { pairs } = parseMirrors(patient.variable('SSTATE_MIRRORS')?.value ?? '');
	const mirrors = pairs.flatMap(({ url }) => {
		const base = baseOf(url);
		return base?.kind === 'http' && URL.canParse(base.url) ? [base.url] : [];
	});
	const servers = standingServers(patient).flatMap(({ text, address }) =>
		address.kind === 'websocket' ? [text.replace(/^ws/, 'http')] : [],
	);
	const byHost = new Map([...mirrors, ...servers].map((url) => [new URL(url).host, url]));
	return [...byHost.values()].slice(0, 4);
}

/** Seconds that this clock is ahead; undefined when nobody answers. */
async function skewOf(url: string, way: Way, signal: AbortSignal): Promise<number | undefined> {
	const started = Date.now();
	const answer = await head(url, way, signal);
	if (answer.kind === 'unreachable' || answer.date === null) return undefined;
	const theirs = Date.parse(answer.date);
	// The answer was written at some time between.
	const ours = (started + Date.now()) / 2;
	return Number.isNaN(theirs) ? undefined : Math.round((ours - theirs) / 1000);
}

function wordsOf(skew: number): string {
	if (Math.abs(skew) < NOTABLE) return l10n.t('the same time');
	const duration = durationOf(Math.abs(skew));
	return skew > 0
		? l10n.t`this machine is ${duration} ahead`
		: l10n.t`this machine is ${duration} behind`;
}

function durationOf(seconds: number): string {
	if (seconds < 120) return l10n.t`${seconds} seconds`;
	return seconds < 7200
		? l10n.t`${Math.round(seconds / 60)} minutes`
		: l10n.t`${Math.round(seconds / 3600)} hours`;
}
