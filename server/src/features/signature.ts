import * as l10n from '@vscode/l10n';
import { touches } from '../text/span';
import { ROLE_TEXTS } from './mirrors/describe';
import { isMirrorVariable, writtenMembers } from './mirrors/members';
import { assignmentAt, baseName, type View } from './view';

/** The form of a mirror variable's pairs, and which member the cursor is in. */
export interface Signature {
	readonly label: string;
	/** Markdown. */
	readonly documentation: string;
	readonly parameters: readonly { readonly label: string; readonly documentation: string }[];
	readonly active: number;
}

const LABELS = { pattern: 'REGEX', replacement: 'REPLACEMENT' } as const;

/** The signature to show while a pair of a mirror variable is written. */
export function signature(view: View, offset: number): Signature | undefined {
	const assignment = assignmentAt(view.file, offset);
	if (!assignment || assignment.flag !== undefined) return undefined;
	const variable = baseName(assignment.name);
	if (!isMirrorVariable(variable) || !touches(assignment.valueSpan, offset)) return undefined;
	const members = writtenMembers(assignment, view.build);
	if (!members) return undefined;
	const before = members.filter(({ span }) => span.end < offset).length;
	const pair = Math.floor(before / 2) + 1;
	return {
		label: `${LABELS.pattern}  ${LABELS.replacement}`,
		documentation: l10n.t`Pair ${pair} of ${variable}. Blanks separate; the pairs are tried in this order.`,
		parameters: (['pattern', 'replacement'] as const).map((role) => ({
			label: LABELS[role],
			documentation: ROLE_TEXTS[role],
		})),
		active: before % 2,
	};
}
