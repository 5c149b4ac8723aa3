import { effectiveValue } from '../effectiveValue';
import { fileLink } from '../markdown';
import { overrideState } from '../names/overrideState';
import type { View } from '../view';

/** An override in the name of an assignment: whether it is active, and why. */
export function describeOverride(view: View, variable: string, override: string): string {
	return `**${override}** — override of ${variable}\n\n${stateText(view, variable, override)}`;
}

function stateText(view: View, variable: string, override: string): string {
	const state = overrideState(view, variable, override);
	switch (state.kind) {
		case 'active':
			return `**Active** in this build: ${reason(view, override, state.through)}.`;
		case 'inactive':
			return `**Not active** in this build’s configuration: OVERRIDES does not hold it, so the line has no effect there. A recipe may still bring it along.`;
		case 'by recipe':
			return `Decided by each recipe or package: in the configuration itself it is not active.`;
		case 'unknown':
			return view.build.isComplete
				? 'Whether it is active cannot be told: OVERRIDES holds Python that only BitBake can evaluate.'
				: 'Whether it is active cannot be told: the layers of this build, which set OVERRIDES, were not found.';
	}
}

/** `OVERRIDES holds it, from MACHINEOVERRIDES, from MACHINE (conf/local.conf:3)`. */
function reason({ build }: View, override: string, through: readonly string[]): string {
	const source = through.at(-1)!;
	const { origin } = effectiveValue(build, source);
	const place = origin?.file
		? ` (${fileLink(`${origin.label}:${origin.line}`, origin.file, origin.line)})`
		: '';
	const steps = through.slice(1).map((name) => `\`${name}\``);
	if (steps.length === 0) return `\`OVERRIDES\` holds \`${override}\`${place}`;
	return `\`OVERRIDES\` holds it through ${steps.join(', ')}${place}`;
}
