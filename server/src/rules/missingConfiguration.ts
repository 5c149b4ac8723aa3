import * as l10n from '@vscode/l10n';
import { assignmentOf, valueSpan } from './anchor';
import { effective } from './effective';
import type { Rule } from './rule';

/** What OpenEmbedded says of each variable that names a file which no layer has. Source: sanity.bbclass. */
const SAID: Readonly<Record<string, (value: string) => string>> = {
	MACHINE: (value) => `MACHINE=${value} is invalid`,
	DISTRO: (value) => `DISTRO '${value}' not found`,
};

/** bitbake.conf includes both with `include`, which passes over what is missing. */
export const missingConfiguration: Rule = {
	code: 'missing-configuration',
	severity: 'error',
	summary: 'MACHINE or DISTRO names a configuration that no layer has.',
	*check(context) {
		const { data, files, isComplete, hasAllLayers, missingIncludes } = context;
		if (!isComplete || !hasAllLayers) return;
		for (const [name, said] of Object.entries(SAID)) {
			const value = effective(context, name)?.value;
			const path = `conf/${name.toLowerCase()}/${value}.conf`;
			if (value === undefined || value === 'nodistro') continue;
			if (!missingIncludes.some((missing) => missing.name === path)) continue;
			const origin = data.origin(name);
			const anchor = origin && files.has(origin.file) && assignmentOf(context, name);
			if (!anchor) continue;
			yield {
				file: anchor.file.path,
				span: valueSpan(anchor),
				line: anchor.line,
				message: l10n.t`No layer of this build has ${path}, so BitBake stops with “${said(value)}”. Correct the name, or add the layer that has it to BBLAYERS.`,
			};
		}
	},
};
