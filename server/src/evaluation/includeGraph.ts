/** Which file includes which. */
export class IncludeGraph {
	/** By path of a file, those that include it. */
	private readonly includers = new Map<string, Set<string>>();

	add(from: string, to: string): void {
		const known = this.includers.get(to) ?? new Set();
		this.includers.set(to, known.add(from));
	}

	/** True when the file is one of `starts`, or one of those includes it, at once or through others. */
	isReachedFrom(path: string, starts: ReadonlySet<string>): boolean {
		const seen = new Set<string>();
		const pending = [path];
		for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
			if (starts.has(next)) return true;
			if (seen.has(next)) continue;
			seen.add(next);
			pending.push(...(this.includers.get(next) ?? []));
		}
		return false;
	}
}
