import { type Check, plural } from '../check';

/** Findings that are told one by one. */
const SHOWN = 10;

export const findings: Check = {
	id: 'findings',
	title: 'Configuration files',
	run: ({ findings, directory }) => {
		const told = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
		const errors = told.filter(({ severity }) => severity === 'error').length;
		const warnings = told.length - errors;
		const [first] = [...told].sort((a, b) => (a.severity < b.severity ? -1 : 1));
		if (first === undefined) {
			return { status: 'ok', summary: 'No error and no warning in conf/.' };
		}
		const details = told
			.slice(0, SHOWN)
			.map(
				({ file, line, severity, code, message }) =>
					`${file.replace(`${directory}/`, '')}:${line}: ${severity}: ${message} [${code}]`,
			);
		if (told.length > SHOWN) details.push(`and ${told.length - SHOWN} more`);
		return {
			status: errors > 0 ? 'problem' : 'warning',
			summary: [
				...(errors > 0 ? [plural(errors, 'error')] : []),
				...(warnings > 0 ? [plural(warnings, 'warning')] : []),
			].join(', '),
			details,
			meaning:
				errors > 0
					? 'BitBake stops at the errors, or does not do what was meant.'
					: 'The build runs, but not as it was meant.',
			fix: 'Open the file in the editor: most findings come with a fix. On the command line: hashequiv lint.',
			place: { file: first.file, line: first.line },
		};
	},
};
