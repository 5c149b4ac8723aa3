import { effectiveValue } from '../features/effectiveValue';
import { DECIDING_VARIABLES, meaningOf, summaryOf } from '../features/meaning';
import type { BuildSnapshot, EffectiveSetting, ServerState, StatusSnapshot } from '../shared/state';
import type { BuildEvaluation } from '../yocto/build';
import type { Builds } from './builds';
import type { Evaluated } from './evaluator';
import type { LastBuilds } from './insight';
import { uriOf } from './uris';

/** Everything the client shows, from what was last evaluated. */
export function snapshot(
	builds: Builds,
	lastBuilds: LastBuilds,
	server: ServerState,
	loading: boolean,
): StatusSnapshot {
	const shown = builds.directories.flatMap((directory): BuildSnapshot[] => {
		const evaluated = builds.get(directory);
		if (!evaluated) return [];
		const last = lastBuilds.of(directory);
		return [
			{ ...describe(evaluated, builds), ...(last === undefined ? {} : { lastBuilds: last }) },
		];
	});
	return { builds: shown, server, loading };
}

function describe(evaluated: Evaluated, builds: Builds): BuildSnapshot {
	const { key, build, detected, problems } = evaluated;
	const probe = builds.probeOf(evaluated);
	const localConf = `${key}/conf/local.conf`;
	const severities = [...problems.values()].flat().map(({ severity }) => severity);
	return {
		uri: uriOf(key),
		label: builds.labelOf(key),
		localConf: build.evaluation.files.has(localConf) ? uriOf(localConf) : null,
		release: {
			codename: detected.release.codename,
			version: detected.release.version,
			source: detected.source,
		},
		...known('machine', build, 'MACHINE'),
		...known('distro', build, 'DISTRO'),
		settings: DECIDING_VARIABLES.map((name): EffectiveSetting => {
			const { value, isStatic, origin } = effectiveValue(build, name);
			const isServer = name === 'BB_HASHSERVE' || name === 'BB_HASHSERVE_UPSTREAM';
			const answer = isServer && value !== null ? probe?.(value.trim()) : undefined;
			const summary = summaryOf(build, name);
			const meaning = [meaningOf(build, name), answer?.message].filter(Boolean).join(' ');
			return {
				name,
				value,
				isStatic,
				origin: origin?.file
					? { uri: uriOf(origin.file), line: origin.line, label: origin.label }
					: null,
				...(summary === undefined ? {} : { summary }),
				...(meaning === '' ? {} : { meaning }),
			};
		}),
		problems: {
			errors: severities.filter((severity) => severity === 'error').length,
			warnings: severities.filter((severity) => severity === 'warning').length,
		},
	};
}

/** A field for a variable's value, where it has one and it can be known. */
function known(
	field: 'machine' | 'distro',
	build: BuildEvaluation,
	variable: string,
): Pick<BuildSnapshot, 'machine' | 'distro'> {
	const { value, isStatic } = effectiveValue(build, variable);
	return value && isStatic ? { [field]: value } : {};
}
