import * as l10n from '@vscode/l10n';
import { effectiveValue } from '../effectiveValue';
import { fileLink } from '../markdown';
import { overrideState, sourcesOf } from '../names/overrideState';
import type { View } from '../view';

/** An override in the name of an assignment: whether it is active, and why. */
export function describeOverride(view: View, variable: string, override: string): string {
	const title = l10n.t`**${override}** — override of ${variable}`;
	return `${title}\n\n${stateText(view, variable, override)}`;
}

function stateText(view: View, variable: string, override: string): string {
	switch (overrideState(view, variable, override)) {
		case 'active':
			return activeText(view, override);
		case 'inactive':
			return l10n.t(
				'**Not active** in this build’s configuration: OVERRIDES does not hold it, so the line has no effect there. A recipe may still bring it along.',
			);
		case 'by recipe':
			return l10n.t(
				'Decided by each recipe or package: in the configuration itself it is not active.',
			);
		case 'unknown':
			return view.build.isComplete
				? l10n.t(
						'Whether it is active cannot be told: OVERRIDES holds Python that only BitBake can evaluate.',
					)
				: l10n.t(
						'Whether it is active cannot be told: the layers of this build, which set OVERRIDES, were not found.',
					);
	}
}

/** With the way through which OVERRIDES holds it: `MACHINEOVERRIDES`, `MACHINE` (conf/local.conf:3). */
function activeText({ build }: View, override: string): string {
	const through = sourcesOf(build.evaluation.data, override);
	const source = through.at(-1)!;
	const { origin } = effectiveValue(build, source);
	const place = origin?.file
		? ` (${fileLink(`${origin.label}:${origin.line}`, origin.file, origin.line)})`
		: '';
	const steps = through.slice(1).map((name) => `\`${name}\``);
	return steps.length === 0
		? l10n.t('**Active** in this build: `OVERRIDES` holds `{0}`{1}.', override, place)
		: l10n.t`**Active** in this build: \`OVERRIDES\` holds it through ${steps.join(', ')}${place}.`;
}
