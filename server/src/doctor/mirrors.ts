import * as l10n from '@vscode/l10n';
import type { MirrorPair } from '../yocto/mirrors';
import { type Diagnosis, plural } from './check';
import { holdingsOf, presenceOf } from './holdings';
import { baseOf, type Location, locate } from './mirrorUrl';
import type { Patient } from './patient';

/** Mirrors that are asked; a list with more of them repeats itself. */
const MIRRORS = 6;

/** What each mirror said. */
interface Asked {
	readonly url: string;
	readonly state: 'holds' | 'lacks' | 'reachable' | 'unseen' | 'refuses' | 'broken' | 'notAsked';
	readonly text: string;
	/** Through which it was asked, as `HOST:PORT`. */
	readonly proxy?: string;
}

/**
 * Asks the mirrors of a list for objects, or only whether they are there.
 * @param objects names below the mirror, such as `ab/cd/sstate:…`
 */
export async function askMirrors(
	pairs: readonly MirrorPair[],
	objects: readonly string[],
	patient: Patient,
	signal: AbortSignal,
): Promise<Asked[]> {
	return Promise.all(
		pairs.slice(0, MIRRORS).map((pair) => askMirror(pair, objects, patient, signal)),
	);
}

async function askMirror(
	pair: MirrorPair,
	objects: readonly string[],
	patient: Patient,
	signal: AbortSignal,
): Promise<Asked> {
	const { url } = pair;
	const address = baseOf(url);
	if (address === undefined) {
		return { url, state: 'notAsked', text: l10n.t('only http, https and file can be asked here') };
	}
	const proxy =
		address.kind === 'http' && URL.canParse(address.url)
			? patient.proxyFor(new URL(address.url))
			: undefined;
	const base = withLogin(address, patient);
	const answer = await askBase(base, pair, objects, patient, signal);
	return { url, ...answer, ...(proxy === undefined ? {} : { proxy: proxy.host }) };
}

async function askBase(
	base: Location,
	pair: MirrorPair,
	objects: readonly string[],
	patient: Patient,
	signal: AbortSignal,
): Promise<Pick<Asked, 'state' | 'text'>> {
	const locations = objects
		.flatMap((object) => locate(pair, object) ?? [])
		.map((location) => withLogin(location, patient));
	if (locations.length === 0) {
		const presence = await presenceOf(base, patient, signal);
		switch (presence.kind) {
			case 'there':
				return { state: 'reachable', text: l10n.t('is there') };
			case 'unseen':
				return { state: 'unseen', text: l10n.t('answers, but shows no such folder') };
			case 'broken':
				return { state: 'broken', text: presence.reason };
		}
	}
	const { held, missing, refused, trouble } = await holdingsOf(locations, patient, signal);
	if (held > 0) {
		return {
			state: 'holds',
			text: plural(
				locations.length,
				l10n.t`holds ${held} of 1 object`,
				l10n.t`holds ${held} of ${locations.length} objects`,
			),
		};
	}
	if (refused > 0) return { state: 'refuses', text: l10n.t('wants a login') };
	// A folder that is not there lacks every object.
	if (missing > 0 && base.kind === 'file') {
		const presence = await presenceOf(base, patient, signal);
		if (presence.kind === 'broken') return { state: 'broken', text: presence.reason };
	}
	return missing > 0
		? {
				state: 'lacks',
				text: plural(
					locations.length,
					l10n.t('holds none of 1 object'),
					l10n.t`holds none of ${locations.length} objects`,
				),
			}
		: { state: 'broken', text: trouble ?? l10n.t('no answer') };
}

/** With the user of `.netrc`, where the address has none and there is one for its host. */
function withLogin(location: Location, { login }: Patient): Location {
	if (location.kind === 'file' || !URL.canParse(location.url)) return location;
	const url = new URL(location.url);
	const known = url.username === '' ? login(url.hostname) : null;
	if (known === null) return location;
	url.username = encodeURIComponent(known.username);
	url.password = encodeURIComponent(known.token);
	return { kind: 'http', url: url.href };
}

/** What it means for a kind of mirrors. */
interface Judgement {
	/** That none can be reached. */
	readonly unreachable: Pick<Diagnosis, 'status' | 'meaning'>;
	/** That none holds what was asked for. */
	readonly lacking: Omit<Diagnosis, 'summary'>;
}

/** What a mirror that answers says. */
const USEFUL: ReadonlySet<Asked['state']> = new Set(['holds', 'lacks', 'reachable', 'unseen']);

const SOME_WORK = {
	status: 'warning',
	meaning: l10n.t('Nothing comes from there, and each build waits for it. The other mirrors work.'),
} as const;

/** What the answers of mirrors come to. */
export function judgeMirrors(
	asked: readonly Asked[],
	{ placeOf }: Patient,
	variable: string,
	{ unreachable, lacking }: Judgement,
): Diagnosis {
	const states = new Set(asked.map(({ state }) => state));
	const place = placeOf(variable);
	const details = asked.map(({ url, text, proxy }) =>
		proxy === undefined ? `${url}: ${text}` : l10n.t`${url}: ${text}, through the proxy ${proxy}`,
	);
	const common = { details, ...(place ? { place } : {}) };
	const broken = asked.filter(({ state }) => state === 'broken');
	const isUseful = asked.some(({ state }) => USEFUL.has(state));
	if (broken.length > 0 || states.has('refuses')) {
		return {
			...(isUseful ? SOME_WORK : unreachable),
			summary:
				broken.length > 0
					? plural(
							broken.length,
							l10n.t`1 mirror of ${asked.length} cannot be reached.`,
							l10n.t`${broken.length} mirrors of ${asked.length} cannot be reached.`,
						)
					: l10n.t('A mirror wants a login.'),
			fix: broken.some(({ proxy }) => proxy !== undefined)
				? l10n.t(
						'See whether the proxy lets this machine through to the mirror. Where the mirror is reached without it, name the mirror’s host in no_proxy.',
					)
				: broken.length > 0
					? l10n.t`Correct ${variable}, or see whether a firewall, a VPN or a proxy is in between.`
					: l10n.t('Add the mirror’s host to ~/.netrc, which BitBake reads.'),
			...common,
		};
	}
	if (states.has('holds')) {
		return {
			status: 'ok',
			summary: l10n.t('The mirrors are there and hold what was asked for.'),
			...common,
		};
	}
	if (states.has('lacks')) {
		return {
			...lacking,
			summary: l10n.t('The mirrors are there, but hold none of the objects asked for.'),
			...common,
		};
	}
	if (states.has('unseen')) {
		return {
			status: 'info',
			summary: l10n.t(
				'The mirrors answer, but whether their paths are right is not known: no name of an object is known to ask them for.',
			),
			meaning: l10n.t('Many mirrors show no folders. One whose path is wrong looks the same.'),
			fix: l10n.t(
				'Compare the path with what whoever looks after the mirror names. After the next build, “Last builds” tells what was found there.',
			),
			...common,
		};
	}
	return states.has('reachable')
		? {
				status: 'ok',
				summary: l10n.t('The mirrors are there. No name of an object is known to ask them for.'),
				...common,
			}
		: { status: 'skipped', summary: l10n.t('None of the mirrors can be asked here.'), ...common };
}
