import * as l10n from '@vscode/l10n';
import type { CheckResult, CheckStatus, DoctorReport } from '../../shared/doctor';
import { countsText } from './counts';
import { sorted } from './sorted';

const WORDS: Readonly<Record<CheckStatus, string>> = {
	ok: l10n.t('ok'),
	info: l10n.t('info'),
	warning: l10n.t('warning'),
	problem: l10n.t('problem'),
	skipped: l10n.t('skipped'),
};

/** A report for a ticket: what is to be done first, then all checks. */
export function markdownText(report: DoctorReport): string {
	const { checks, buildDirectory, tool, time } = report;
	const { troubles, others } = sorted(checks);
	return [
		`# ${l10n.t('Hash Equivalence Doctor')}`,
		'',
		l10n.t`Build directory ${code(buildDirectory)}, ${time.slice(0, 19).replace('T', ' ')} UTC, ${tool}.`,
		'',
		l10n.t`${countsText(report)} in ${checks.length} checks.`,
		'',
		...troubles.flatMap(section),
		...(others.length > 0 ? [`## ${l10n.t('Other checks')}`, ''] : []),
		...others.flatMap(item),
		'',
	].join('\n');
}

function section({ title, status, summary, details, meaning, fix, place }: CheckResult): string[] {
	return [
		`## ${title}: ${WORDS[status]}`,
		'',
		escaped(summary),
		'',
		...(details ? [...block(details), ''] : []),
		...(meaning === undefined ? [] : [`**${l10n.t('Means:')}** ${escaped(meaning)}`, '']),
		...(fix === undefined ? [] : [`**${l10n.t('Do:')}** ${escaped(fix)}`, '']),
		...(place === undefined ? [] : [l10n.t`At ${code(`${place.file}:${place.line}`)}`, '']),
	];
}

function item({ title, status, summary, details, meaning }: CheckResult): string[] {
	const text = [summary, ...(meaning === undefined ? [] : [meaning])].map(escaped).join(' ');
	const lines = [`- ${title}: ${WORDS[status]}. ${text}`];
	if (details) lines.push('', ...block(details).map((line) => `  ${line}`), '');
	return lines;
}

/** Lines as they are, in a fence that none of them can end. */
function block(lines: readonly string[]): string[] {
	const longest = Math.max(
		0,
		...(lines
			.join('\n')
			.match(/`+/g)
			?.map((run) => run.length) ?? [0]),
	);
	const fence = '`'.repeat(Math.max(3, longest + 1));
	return [`${fence}text`, ...lines.map((line) => line.replace(/[\r\n]+/g, ' ')), fence];
}

function code(text: string): string {
	const longest = Math.max(0, ...(text.match(/`+/g)?.map((run) => run.length) ?? [0]));
	const fence = '`'.repeat(longest + 1);
	return longest > 0 ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

/** Underscores within a word, of which names of variables are full, mean nothing in Markdown. */
function escaped(text: string): string {
	return text
		.replace(/[\\`*[\]<>|]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\$&')
		.replace(/[\r\n]+/g, ' ');
}
