import { compareVersions, type Dialect, dialectOf } from '../syntax/dialect';

/** A release of the Yocto Project and the BitBake series that belongs to it. */
export interface Release {
	readonly codename: string;
	/** Of the Yocto Project, such as `5.0`. */
	readonly version: string;
	/** Of BitBake, such as `2.8`. */
	readonly bitbake: string;
	readonly isLts?: boolean;
}

/** Every release with hash equivalence, oldest first. Source: the Yocto Project's release notes and BitBake's branches. */
export const RELEASES: readonly Release[] = [
	{ codename: 'warrior', version: '2.7', bitbake: '1.42' },
	{ codename: 'zeus', version: '3.0', bitbake: '1.44' },
	{ codename: 'dunfell', version: '3.1', bitbake: '1.46', isLts: true },
	{ codename: 'gatesgarth', version: '3.2', bitbake: '1.48' },
	{ codename: 'hardknott', version: '3.3', bitbake: '1.50' },
	{ codename: 'honister', version: '3.4', bitbake: '1.52' },
	{ codename: 'kirkstone', version: '4.0', bitbake: '2.0', isLts: true },
	{ codename: 'langdale', version: '4.1', bitbake: '2.2' },
	{ codename: 'mickledore', version: '4.2', bitbake: '2.4' },
	{ codename: 'nanbield', version: '4.3', bitbake: '2.6' },
	{ codename: 'scarthgap', version: '5.0', bitbake: '2.8', isLts: true },
	{ codename: 'styhead', version: '5.1', bitbake: '2.10' },
	{ codename: 'walnascar', version: '5.2', bitbake: '2.12' },
	{ codename: 'whinlatter', version: '5.3', bitbake: '2.16' },
	{ codename: 'wrynose', version: '6.0', bitbake: '2.18', isLts: true },
	{ codename: 'blacksail', version: '6.1', bitbake: '2.19' },
];

/** Assumed where a configuration says nothing of its release: the newest one with long-term support. */
export const DEFAULT_RELEASE: Release = RELEASES.find(({ codename }) => codename === 'wrynose')!;

/** Finds a release by code name (any case) or Yocto version. */
export function findRelease(name: string): Release | undefined {
	const wanted = name.trim().toLowerCase();
	return RELEASES.find(({ codename, version }) => codename === wanted || version === wanted);
}

/** The release a BitBake version belongs to: the newest that is not newer. */
export function releaseOfBitBake(version: string): Release {
	return RELEASES.findLast(({ bitbake }) => compareVersions(bitbake, version) <= 0) ?? RELEASES[0]!;
}

/** True for releases of that Yocto version and later. */
export function isFrom(release: Release, version: string): boolean {
	return compareVersions(release.version, version) >= 0;
}

/** The configuration language of a release. */
export function dialectFor(release: Release): Dialect {
	return dialectOf(release.bitbake);
}

/** `scarthgap (5.0)`, for people. */
export function describeRelease(release: Release): string {
	return `${release.codename} (${release.version})`;
}
