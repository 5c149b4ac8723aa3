import * as l10n from '@vscode/l10n';
import { type Check, plural } from '../check';

/** Findings that are told one by one. */
const SHOWN = 10;

export const findings: Check = {
	id: 'findings',
	title: l10n.t('Configuration files'),
	run: ({ findings, directory }) => {
		const told = findings
			.filter(({ severity }) => severity === 'error' || severity === 'warning')
			.sort((a, b) => Number(a.severity !== 'error') - Number(b.severity !== 'error'));
		const errors = told.filter(({ severity }) => severity === 'error').length;
		const warnings = told.length - errors;
		const [first] = told;
		if (first === undefined) {
			return { status: 'ok', summary: l10n.t('No error and no warning in conf/.') };
		}
		const details = told
			.slice(0, SHOWN)
			.map(
				({ file, line, severity, code, message }) =>
					`${file.replace(`${directory}/`, '')}:${line}: ${severity === 'error' ? l10n.t('error') : l10n.t('warning')}: ${message} [${code}]`,
			);
		if (told.length > SHOWN) details.push(l10n.t`and ${told.length - SHOWN} more`);
		return {
			status: errors > 0 ? 'problem' : 'warning',
			summary: [
				...(errors > 0 ? [plural(errors, l10n.t('1 error'), l10n.t`${errors} errors`)] : []),
				...(warnings > 0
					? [plural(warnings, l10n.t('1 warning'), l10n.t`${warnings} warnings`)]
					: []),
			].join(', '),
			details,
			meaning:
				errors > 0
					? l10n.t('BitBake stops at the errors, or does not do what was meant.')
					: l10n.t('The build runs, but not as it was meant.'),
			fix: l10n.t(
				'Open the file in the editor: most findings come with a fix. On the command line: hashequiv lint.',
			),
			place: { file: first.file, line: first.line },
		};
	},
};
