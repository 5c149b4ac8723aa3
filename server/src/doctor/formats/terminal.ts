import type { CheckResult, CheckStatus, DoctorReport } from '../../shared/doctor';
import { countsText } from './counts';
import { sorted } from './sorted';

/** What stands in front of a check, and its colour (ECMA-48). */
const STATUS: Readonly<Record<CheckStatus, { readonly word: string; readonly color: number }>> = {
	ok: { word: 'ok', color: 32 },
	info: { word: 'info', color: 36 },
	warning: { word: 'WARNING', color: 33 },
	problem: { word: 'PROBLEM', color: 31 },
	skipped: { word: 'skipped', color: 90 },
};
const WIDTH = 9;
const INDENT = ' '.repeat(WIDTH);

/** A report to read from top to bottom: what is to be done first, the total last, where a terminal leaves the eye. */
export function terminalText(report: DoctorReport, withColors: boolean): string {
	const paint = (text: string, color: number): string =>
		withColors ? `\x1b[${color}m${text}\x1b[0m` : text;
	const { checks, counts, buildDirectory, tool, time } = report;
	const { troubles, others } = sorted(checks);
	const blocks = [troubles, others].filter(({ length }) => length > 0);
	return [
		`${paint('Hash Equivalence Doctor', 1)}  ${buildDirectory}`,
		`${tool}, ${time.slice(0, 19).replace('T', ' ')} UTC`,
		...blocks.flatMap((block) => ['', ...block.flatMap((check) => linesOf(check, paint))]),
		'',
		`${countsText(report)} in ${checks.length} checks${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}.`,
		'',
	].join('\n');
}

function linesOf(
	{ status, title, summary, details = [], meaning, fix, place }: CheckResult,
	paint: (text: string, color: number) => string,
): string[] {
	const { word, color } = STATUS[status];
	const lines = [`${paint(word.padEnd(WIDTH), color)}${paint(title, 1)}: ${summary}`];
	for (const detail of details) lines.push(`${INDENT}  ${printable(detail)}`);
	if (meaning !== undefined) lines.push(`${INDENT}Means: ${meaning}`);
	if (fix !== undefined) lines.push(`${INDENT}Do:    ${fix}`);
	if (place !== undefined && isTrouble(status)) {
		lines.push(`${INDENT}At:    ${place.file}:${place.line}`);
	}
	return lines.map((line, index) => (index === 0 ? line : line.trimEnd()));
}

function isTrouble(status: CheckStatus): boolean {
	return status === 'problem' || status === 'warning';
}

/** A value of a file must not move the cursor. */
function printable(text: string): string {
	return text.replace(/[\x00-\x1f\x7f]/g, ' ');
}
