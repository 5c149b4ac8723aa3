import type { Format, ReportedFinding } from './finding';

const COMMANDS: Readonly<Record<ReportedFinding['severity'], string>> = {
	error: 'error',
	warning: 'warning',
	information: 'notice',
	hint: 'notice',
};

/** Workflow commands that GitHub shows as annotations beside the lines of a change. */
export const github: Format = (findings) =>
	findings
		.map(({ file, line, column, endLine, endColumn, severity, message, code }) => {
			const place = `file=${property(file)},line=${line},endLine=${endLine},col=${column},endColumn=${endColumn}`;
			return `::${COMMANDS[severity]} ${place},title=${property(code)}::${data(message)}\n`;
		})
		.join('');

function data(text: string): string {
	return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
	return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
