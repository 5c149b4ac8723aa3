import type { SstateSummary } from '../shared/insight';

const MARK = 'Sstate summary:';

/**
 * The line that OpenEmbedded's sstate.bbclass prints once shared state has been
 * looked for, in the wordings of its releases:
 *
 *   up to 3.2   Wanted N Found N Missed N Current N (N% match, N% complete)
 *   3.3, 3.4    Wanted N Local N Network N Missed N Current N (…)
 *   4.0 on      Wanted N Local N Mirrors N Missed N Current N (…)
 *
 * The end in brackets is asked for: without it the line is still being written.
 */
const LINE =
	/Sstate summary: Wanted (\d{1,9}) (?:Found (\d{1,9})|Local (\d{1,9}) (?:Mirrors|Network) (\d{1,9})) Missed (\d{1,9}) Current (\d{1,9}) \(\d+% match, \d+% complete\)/g;

/**
 * The last summary in a text, or null. BitBake writes one per run; a log with
 * more of them was given a name that several runs share.
 */
export function lastSummary(text: string): SstateSummary | null {
	if (!text.includes(MARK)) return null;
	const [, wanted, found, local, mirrors, missed, current] = [...text.matchAll(LINE)].at(-1) ?? [];
	if (wanted === undefined) return null;
	return {
		wanted: Number(wanted),
		found: found === undefined ? Number(local) + Number(mirrors) : Number(found),
		local: local === undefined ? null : Number(local),
		mirrors: mirrors === undefined ? null : Number(mirrors),
		missed: Number(missed),
		current: Number(current),
	};
}

/** Found of what was wanted in whole percents; null when nothing was. Rounded down: 100 is for when nothing was missed. */
export function matchRate({ wanted, found }: SstateSummary): number | null {
	return wanted === 0 ? null : Math.floor((100 * Math.min(found, wanted)) / wanted);
}
