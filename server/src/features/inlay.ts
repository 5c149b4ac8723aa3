import * as l10n from '@vscode/l10n';
import { type Fate, provenance } from '../evaluation/provenance';
import type { Statement } from '../syntax/statement';
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
 * Behind each assignment to a deciding variable that has no part in what the
 * build uses: the value it uses, and where that comes from.
 */
export function inlays(view: View): Inlay[] {
	const hints = new Map<string, Hint | undefined>(
		DECIDING_VARIABLES.map((name) => [name, hintOf(view, name)]),
	);
	return view.file.statements.flatMap((statement): Inlay[] => {
		if (statement.kind !== 'assignment' || statement.flag !== undefined) return [];
		const hint = hints.get(baseName(statement.name));
		if (!hint?.idle.has(statement)) return [];
		return [{ offset: statement.span.end, text: hint.text, tooltip: hint.tooltip }];
	});
}

/** What to say of a variable, and behind which statements. */
interface Hint extends Pick<Inlay, 'text' | 'tooltip'> {
	readonly idle: ReadonlySet<Statement | undefined>;
}

const IDLE: ReadonlySet<Fate> = new Set(['overwritten', 'not needed', 'overridden']);

function hintOf({ build }: View, name: string): Hint | undefined {
	const { data } = build.evaluation;
	const origin = data.origin(name);
	const { value, isStatic, origin: shownOrigin } = effectiveValue(build, name);
	if (!origin || value === null || !isStatic) return undefined;
	const idle = new Set<Statement | undefined>();
	const working = new Set<Statement | undefined>();
	for (const { entry, fate } of provenance(data, name)) {
		// Those with an override or an operation say themselves that they may not count.
		if (IDLE.has(fate) && entry.written === name) idle.add(entry.statement);
		else working.add(entry.statement);
	}
	// A file that is read twice has its assignments twice.
	for (const statement of working) idle.delete(statement);
	const shown = value.trim() === '' ? l10n.t('empty') : shorten(value, 50);
	const from =
		origin.file === DEFAULTS_FILE
			? l10n.t('poky’s default')
			: `${shownOrigin?.label}:${origin.line}`;
	return {
		idle,
		text: l10n.t`effective: ${shown} (${from})`,
		tooltip: l10n.t`The build uses "${shorten(value, 300)}" for ${name}, because of ${from}. This line does not decide.`,
	};
}

function shorten(value: string, length: number): string {
	const text = value.replace(/\s+/g, ' ').trim();
	return text.length > length ? `${text.slice(0, length)}…` : text;
}
