/** The words of OVERRIDES. */
export interface Overrides {
	readonly inOrder: readonly string[];
	/** Each once, for looking them up: generated configurations have thousands. */
	readonly known: ReadonlySet<string>;
}

export function overridesOf(inOrder: readonly string[]): Overrides {
	return { inOrder, known: new Set(inOrder) };
}

/**
 * `variants` holds, by name, the override, single or compound, that selects
 * each. Picks the variant that BitBake reads instead of the variable itself, or
 * undefined. OVERRIDES is walked from left to right, again and again: an entry
 * that equals a candidate makes it the match so far, and a candidate that ends
 * in the entry loses that end and stays in the race.
 */
export function chooseVariant(
	variants: ReadonlyMap<string, string>,
	{ inOrder, known }: Overrides,
	separator: string,
): string | undefined {
	const active = new Map<string, string>();
	for (const [name, override] of variants) {
		if (known.has(override) || isAllKnown(override, known, separator)) active.set(override, name);
	}
	if (active.size === 0) return undefined;
	let match: string | undefined;
	if (![...active.keys()].some((candidate) => candidate.includes(separator))) {
		for (const override of inOrder) {
			match = active.get(override) ?? match;
			active.delete(override);
		}
		return match;
	}
	let changed = true;
	while (changed) {
		changed = false;
		for (const override of inOrder) {
			for (const candidate of [...active.keys()]) {
				const name = active.get(candidate)!;
				if (override !== '' && candidate.endsWith(separator + override)) {
					active.delete(candidate);
					active.set(candidate.replaceAll(separator + override, ''), name);
					changed = true;
				} else if (candidate === override) {
					match = name;
					active.delete(candidate);
				}
			}
		}
	}
	return match;
}

function isAllKnown(override: string, known: ReadonlySet<string>, separator: string): boolean {
	return override.includes(separator) && override.split(separator).every((part) => known.has(part));
}
