import type { DataStore } from '../../evaluation/dataStore';
import type { View } from '../view';

/** Whether an override counts in a build, as far as its base configuration tells. */
export type OverrideState =
	| 'active'
	| 'inactive'
	/** Each recipe has its own, so that the configuration alone does not decide. */
	| 'by recipe'
	| 'unknown';

/** True where all of OVERRIDES is known, so that what it does not hold is not active. */
export function areOverridesKnown({ isComplete, evaluation }: View['build']): boolean {
	return isComplete && evaluation.data.get('OVERRIDES')?.isStatic === true;
}

/** Overrides that recipes, classes and tasks bring along. */
const OF_RECIPES = /^(pn-|class-|task-|layer-|virtclass-|toolchain-)/;

/** Variables that are read once for each package, with the package's name as an override. */
const OF_PACKAGES: ReadonlySet<string> = new Set([
	'ALLOW_EMPTY',
	'CONFFILES',
	'DESCRIPTION',
	'FILES',
	'INSANE_SKIP',
	'LICENSE',
	'PKG',
	'RCONFLICTS',
	'RDEPENDS',
	'RPROVIDES',
	'RRECOMMENDS',
	'RREPLACES',
	'RSUGGESTS',
	'SECTION',
	'SUMMARY',
]);

/** The state of one override in the name of an assignment to `variable`. */
export function overrideState(
	{ build }: Pick<View, 'build'>,
	variable: string,
	override: string,
): OverrideState {
	const { data } = build.evaluation;
	if (data.isOverrideActive(override)) return 'active';
	if (OF_RECIPES.test(override) || OF_PACKAGES.has(variable) || override.includes('${')) {
		return 'by recipe';
	}
	return areOverridesKnown(build) ? 'inactive' : 'unknown';
}

const REFERENCE = /\$\{([A-Za-z0-9_-]+)\}/g;
const MAX_STEPS = 5;

/** The variables through which OVERRIDES holds an active override, the most telling last. */
export function sourcesOf(data: DataStore, override: string): string[] {
	const through: string[] = [];
	for (let name: string | undefined = 'OVERRIDES'; name && through.length < MAX_STEPS; ) {
		through.push(name);
		name = Array.from((data.raw(name) ?? '').matchAll(REFERENCE), (match) => match[1]!).find(
			(each) => !through.includes(each) && data.get(each)?.value.split(':').includes(override),
		);
	}
	return through;
}
