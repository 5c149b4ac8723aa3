import * as l10n from '@vscode/l10n';
import { DEFAULTS_FILE } from '../yocto/defaults';
import { effectiveValue } from './effectiveValue';
import { DECIDING_VARIABLES } from './meaning';
import { baseName, type View } from './view';

/** A remark behind a line. */
export interface Inlay {
	readonly offset: number;
	readonly text: string;
	readonly tooltip: string;
}

/**
 * Behind each assignment to a deciding variable that is not what the build
 * uses: the value it uses, and where that comes from.
 */
export function inlays(view: View): Inlay[] {
	const { data } = view.build.evaluation;
	const deciding: readonly string[] = DECIDING_VARIABLES;
	return view.file.statements.flatMap((statement): Inlay[] => {
		if (statement.kind !== 'assignment' || statement.flag !== undefined) return [];
		const name = baseName(statement.name);
		if (!deciding.includes(name)) return [];
		const origin = data.origin(name);
		const effective = effectiveValue(view.build, name);
		if (!origin || origin.statement === statement || effective.value === null) return [];
		// An append that applied is part of the value; only the defeated are told.
		if (statement.name.includes(':') || !effective.isStatic) return [];
		const shown = effective.value.trim() === '' ? l10n.t('empty') : shorten(effective.value);
		const from =
			origin.file === DEFAULTS_FILE
				? l10n.t('poky’s default')
				: `${effective.origin?.label}:${origin.line}`;
		return [
			{
				offset: statement.span.end,
				text: l10n.t`effective: ${shown} (${from})`,
				tooltip: l10n.t`The build uses "${effective.value}" for ${name}, because of ${from}. This line does not decide.`,
			},
		];
	});
}

function shorten(value: string): string {
	const text = value.replace(/\s+/g, ' ').trim();
	return text.length > 50 ? `${text.slice(0, 50)}…` : text;
}
