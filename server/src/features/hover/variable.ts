import * as l10n from '@vscode/l10n';
import { sentences } from '../../text/sentences';
import { describeRelease, isFrom, type Release } from '../../yocto/releases';
import { findVariable, type KnownVariable, manualLink } from '../../yocto/variables';
import { effectiveValue } from '../effectiveValue';
import { fileLink, inlineCode } from '../markdown';
import { meaningOf } from '../meaning';
import type { View } from '../view';

/** A variable. The value first: in a narrow window the rest is below the fold. */
export function describeVariable(view: View, name: string): string {
	const known = findVariable(name);
	const link = known && manualLink(known);
	const parts = [
		known ? `**${name}** — ${known.summary}` : `**${name}**`,
		effectiveText(view, name),
		known ? availability(known, view.build.release) : '',
		known ? known.details : '',
		link ? `[${l10n.t`Yocto Project manual: ${name}`}](${link})` : '',
	];
	return parts.filter((part) => part !== '').join('\n\n');
}

/** The value in this build, where it comes from and what it means. */
function effectiveText(view: View, name: string): string {
	const { value, isStatic, origin, error } = effectiveValue(view.build, name);
	const described = describeRelease(view.build.release);
	const release = view.detected.isKnown
		? described
		: l10n.t`${described} (assumed: nothing in this build tells its release)`;
	if (error !== undefined) return l10n.t`**Effective value:** BitBake fails to read it: ${error}`;
	if (value === null) return l10n.t`**Effective value:** not set · ${release}`;
	const shown =
		value === ''
			? l10n.t('empty')
			: inlineCode(value.length > 300 ? `${value.slice(0, 300)}…` : value);
	const from = origin
		? origin.file
			? [
					l10n.t(
						'from {0} (`{1}`)',
						fileLink(`${origin.label}:${origin.line}`, origin.file, origin.line),
						origin.operator,
					),
				]
			: [origin.label]
		: [];
	const lines = [[l10n.t`**Effective value:** ${shown}`, ...from, release].join(' · ')];
	if (!isStatic) lines.push(l10n.t('It holds Python that only BitBake can evaluate.'));
	const meaning = meaningOf(view.build, name);
	if (isStatic && meaning) lines.push(meaning);
	return lines.join('  \n');
}

/** From which to which release the variable exists, and whether this build's release knows it. */
function availability({ name, from, until, renamedTo }: KnownVariable, release: Release): string {
	const isTooOld = from !== undefined && !isFrom(release, from);
	const isTooNew = until !== undefined && release.version !== until && isFrom(release, until);
	const here = describeRelease(release);
	if (isTooOld) return l10n.t`⚠ ${here} does not know ${name}: it came with Yocto ${from}.`;
	if (isTooNew) {
		return sentences(
			l10n.t`⚠ ${here} does not know ${name} any more: Yocto ${until} was the last.`,
			renamedTo && l10n.t`It is called ${renamedTo} now.`,
		);
	}
	if (from && until) return l10n.t`Known since Yocto ${from}, up to Yocto ${until}.`;
	if (from) return l10n.t`Known since Yocto ${from}.`;
	return until ? l10n.t`Known up to Yocto ${until}.` : '';
}
