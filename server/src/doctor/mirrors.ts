import * as l10n from '@vscode/l10n';
import type { MirrorPair } from '../yocto/mirrors';
import { type Diagnosis, plural } from './check';
import { holdingsOf, isThere } from './holdings';
import { baseOf, type Location, locate } from './mirrorUrl';
import type { Patient } from './patient';

/** Mirrors that are asked; a list with more of them repeats itself. */
const MIRRORS = 6;

/** What each mirror said. */
interface Asked {
	readonly url: string;
	readonly state: 'holds' | 'lacks' | 'reachable' | 'refuses' | 'broken' | 'notAsked';
	readonly text: string;
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
	const { timeoutMs } = patient;
	const address = baseOf(url);
	const base = address && withLogin(address, patient);
	if (base === undefined) {
		return { url, state: 'notAsked', text: l10n.t('only http, https and file can be asked here') };
	}
	const locations = objects
		.flatMap((object) => locate(pair, object) ?? [])
		.map((location) => withLogin(location, patient));
	if (locations.length === 0) {
		const there = await isThere(base, timeoutMs, signal);
		return there === true
			? { url, state: 'reachable', text: l10n.t('is there') }
			: { url, state: 'broken', text: there };
	}
	const { held, missing, refused, trouble } = await holdingsOf(locations, timeoutMs, signal);
	if (held > 0) {
		return {
			url,
			state: 'holds',
			text: plural(
				locations.length,
				l10n.t`holds ${held} of 1 object`,
				l10n.t`holds ${held} of ${locations.length} objects`,
			),
		};
	}
	if (refused > 0) return { url, state: 'refuses', text: l10n.t('wants a login') };
	// A folder that is not there lacks every object.
	if (missing > 0 && base.kind === 'file') {
		const there = await isThere(base, timeoutMs, signal);
		if (there !== true) return { url, state: 'broken', text: there };
	}
	return missing > 0
		? {
				url,
				state: 'lacks',
				text: plural(
					locations.length,
					l10n.t('holds none of 1 object'),
					l10n.t`holds none of ${locations.length} objects`,
				),
			}
		: { url, state: 'broken', text: trouble ?? l10n.t('no answer') };
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
const USEFUL: ReadonlySet<Asked['state']> = new Set(['holds', 'lacks', 'reachable']);

const SOME_WORK = {
	status: 'warning',
	meaning: l10n.t('Nothing comes from there, and each build waits for it. The other mirrors work.'),
} as const;

const BEHIND_PROXY = {
	status: 'info',
	meaning: l10n.t('BitBake may well reach it through the proxy.'),
} as const;

/** A proxy often has no scheme, by which other addresses and the logins in them are known. */
function withoutLogin(proxy: string | undefined): string | undefined {
	return proxy?.replace(/^(\w+:\/\/)?.*@/, '$1…@');
}

/** What the answers of mirrors come to. */
export function judgeMirrors(
	asked: readonly Asked[],
	{ env, placeOf }: Patient,
	variable: string,
	{ unreachable, lacking }: Judgement,
): Diagnosis {
	const states = new Set(asked.map(({ state }) => state));
	const place = placeOf(variable);
	const proxy = withoutLogin(env.https_proxy || env.http_proxy);
	const details = [
		...asked.map(({ url, text }) => `${url}: ${text}`),
		...(proxy
			? [
					l10n.t`The environment names a proxy (${proxy}); BitBake would use it, this check did not.`,
				]
			: []),
	];
	const common = { details, ...(place ? { place } : {}) };
	const broken = asked.filter(({ state }) => state === 'broken');
	const isUseful = asked.some(({ state }) => USEFUL.has(state));
	if (broken.length > 0 || states.has('refuses')) {
		return {
			...(isUseful ? SOME_WORK : proxy ? BEHIND_PROXY : unreachable),
			summary:
				broken.length > 0
					? plural(
							broken.length,
							l10n.t`1 mirror of ${asked.length} cannot be reached.`,
							l10n.t`${broken.length} mirrors of ${asked.length} cannot be reached.`,
						)
					: l10n.t('A mirror wants a login.'),
			fix:
				broken.length > 0
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
	return states.has('reachable')
		? {
				status: 'ok',
				summary: l10n.t('The mirrors are there. No name of an object is known to ask them for.'),
				...common,
			}
		: { status: 'skipped', summary: l10n.t('None of the mirrors can be asked here.'), ...common };
}
