/**
 * `variants` holds, by name, the override, single or compound, that selects
 * each. Picks the variant that BitBake reads instead of the variable itself, or
 * undefined. OVERRIDES is walked from left to right, again and again: an entry
 * that equals a candidate makes it the match so far, and a candidate that ends
 * in the entry loses that end and stays in the race.
 */
export function chooseVariant(
	variants: ReadonlyMap<string, string>,
	overrides: readonly string[],
	separator: string,
): string | undefined {
	const known = new Set(overrides);
	const active = new Map<string, string>();
	for (const [name, override] of variants) {
		if (known.has(override) || isAllKnown(override, known, separator)) active.set(override, name);
	}
	if (active.size === 0) return undefined;

	let match: string | undefined;
	let changed = true;
	while (changed) {
		changed = false;
		for (const override of overrides) {
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
