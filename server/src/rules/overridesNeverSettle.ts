import * as l10n from '@vscode/l10n';
import type { DataStore } from '../evaluation/dataStore';
import type { HistoryEntry, Rule } from './rule';

/** `MACHINE:qemux86 = "…"` and its like: an override that is gone once it acts, and so comes back. */
export const overridesNeverSettle: Rule = {
	code: 'overrides-never-settle',
	severity: 'error',
	summary: 'A variable that makes OVERRIDES depends on an override that it takes away again.',
	*check({ data, files }) {
		const unsettled = data.unsettledOverrides();
		if (unsettled.length === 0) return;
		for (const name of namesBehindOverrides(data)) {
			for (const { entry, override } of conditionalEntries(data, name, unsettled)) {
				const file = files.get(entry.file);
				if (!file || entry.statement?.kind !== 'assignment') continue;
				yield {
					file: file.path,
					span: entry.statement.nameSpan,
					line: entry.line,
					message: l10n.t`BitBake stops here with “Overrides could not be expanded into a stable state”: OVERRIDES is made from ${name}, and this line changes ${name} by the override ${override}, which that change adds to OVERRIDES or takes from it. Set ${name} without an override.`,
				};
			}
		}
	},
};

const REFERENCE = /\$\{([\w+./~:-]+)\}|getVar\(\s*['"]([^'"]+)['"]/g;

/** OVERRIDES and all that its value refers to, at once or through others. */
function namesBehindOverrides(data: DataStore): Set<string> {
	const names = new Set(['OVERRIDES']);
	for (const name of names) {
		for (const stored of [name, ...data.variantsOf(name)].map((of) => data.stored(of))) {
			const { content, weak, append = [], prepend = [] } = stored ?? {};
			const texts = [content ?? weak ?? '', ...[...append, ...prepend].map(({ value }) => value)];
			for (const [, reference, read] of texts.join('\n').matchAll(REFERENCE)) {
				names.add(reference ?? read ?? '');
			}
		}
	}
	return names;
}

/** What was done to a variable for one of these overrides alone. */
function conditionalEntries(
	data: DataStore,
	name: string,
	overrides: readonly string[],
): { entry: HistoryEntry; override: string }[] {
	const { append = [], prepend = [], remove = [] } = data.stored(name) ?? {};
	const operations = [...append, ...prepend, ...remove];
	return overrides.flatMap((override) => [
		...data
			.variantsOf(name)
			.filter((variant) => variant.slice(name.length + 1) === override)
			.flatMap((variant) => data.history(variant))
			.map((entry) => ({ entry, override })),
		...operations
			.filter((operation) => operation.overrides.includes(override))
			.map(({ entry }) => ({ entry, override })),
	]);
}
