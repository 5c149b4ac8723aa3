import { BUILD_DIRECTORY } from './buildDirectory';
import { DOWNLOADS } from './downloads';
import { HASH_EQUIVALENCE } from './hashEquivalence';
import { MATCHING } from './matching';
import { SHARED_STATE } from './sharedState';
import { SIGNATURES } from './signatures';
import type { KnownVariable } from './variable';

/** Every known variable, in the order of its group. */
export const VARIABLES: readonly KnownVariable[] = [
	...HASH_EQUIVALENCE,
	...SIGNATURES,
	...SHARED_STATE,
	...DOWNLOADS,
	...MATCHING,
	...BUILD_DIRECTORY,
];

const BY_NAME: ReadonlyMap<string, KnownVariable> = new Map(
	VARIABLES.map((variable) => [variable.name, variable]),
);

export function findVariable(name: string): KnownVariable | undefined {
	return BY_NAME.get(name);
}

const MANUALS = {
	bitbake:
		'https://docs.yoctoproject.org/bitbake/bitbake-user-manual/bitbake-user-manual-ref-variables.html',
	reference: 'https://docs.yoctoproject.org/ref-manual/variables.html',
} as const;

/** Address of the variable's entry in its manual, or undefined when no manual has one. */
export function manualLink(variable: KnownVariable): string | undefined {
	return variable.manual && `${MANUALS[variable.manual]}#term-${variable.name}`;
}

export type { KnownVariable };
