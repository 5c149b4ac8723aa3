import type { Step } from '../evaluation/provenance';

/** A step of a variable's history as it is printed. */
export interface PrintedStep {
	readonly file: string;
	/** BitBake's: the last physical line of the statement. */
	readonly line: number;
	/** With overrides and operations, as written. */
	readonly variable: string;
	readonly flag: string | null;
	readonly operator: string;
	/** Unexpanded. */
	readonly value: string;
	readonly fate: Step['fate'];
	/** `FILE:LINE` of what defeated it. */
	readonly by: string | null;
}

export function describeStep({ entry, fate, by }: Step): PrintedStep {
	const { file, line, written, flag, operator, value } = entry;
	return {
		...{ file, line, variable: written, flag: flag ?? null, operator, value, fate },
		by: by === undefined ? null : `${by.file}:${by.line}`,
	};
}

/** What a fate means, for people; `…` stands for the place of what defeated it. */
const FATES: Readonly<Record<Step['fate'], string>> = {
	wins: 'gives the value',
	contributes: 'is part of the value',
	overwritten: 'replaced by …',
	'not needed': 'a default that is not needed, for there is …',
	overridden: 'not read, because overrides select …',
	inactive: 'not read, because its overrides are not active',
	flag: 'sets a flag and leaves the value alone',
	unset: 'takes away what was there before',
};

/** A long value is cut: the first line of it, up to this many characters. */
const MAX_VALUE = 100;

/** The history as comment lines, each assignment followed by its fate. */
export function historyText(name: string, history: readonly PrintedStep[]): string {
	if (history.length === 0) return `# no file sets ${name}\n`;
	const lines = history.map(({ file, line, variable, flag, operator, value, fate, by }) => {
		const target = flag === null ? variable : `${variable}[${flag}]`;
		const end = FATES[fate].replace('…', by ?? 'another value');
		return `# ${file}:${line}: ${statement(target, operator, value)}\n#   ${end}\n`;
	});
	return lines.join('');
}

function statement(target: string, operator: string, value: string): string {
	if (['export', 'unset', 'EXPORT_FUNCTIONS'].includes(operator)) return `${operator} ${target}`;
	if (operator === 'function') return `${target}()`;
	// Operations have their operator in the name.
	return `${target} ${/^[:_]/.test(operator) && operator !== ':=' ? '=' : operator} "${shortened(value)}"`;
}

function shortened(value: string): string {
	return value.length > MAX_VALUE ? `${value.slice(0, MAX_VALUE)}…` : value;
}
