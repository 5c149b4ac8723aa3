import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { version } from '../../../../package.json';
import { RULES } from '../../rules';
import type { Format, ReportedFinding } from './finding';

const LEVELS: Readonly<Record<ReportedFinding['severity'], string>> = {
	error: 'error',
	warning: 'warning',
	information: 'note',
	hint: 'note',
};

/** SARIF 2.1.0, which code scanning services read. */
export const sarif: Format = (findings) => {
	const codes = [...new Set(findings.map(({ code }) => code))].sort();
	const log = {
		$schema: 'https://json.schemastore.org/sarif-2.1.0.json',
		version: '2.1.0',
		runs: [
			{
				tool: {
					driver: {
						name: 'hashequiv',
						version,
						rules: codes.map((id) => ({
							id,
							...describe(RULES.find(({ code }) => code === id)?.summary),
						})),
					},
				},
				columnKind: 'utf16CodeUnits',
				results: findings.map((finding) => result(finding, codes.indexOf(finding.code))),
			},
		],
	};
	return `${JSON.stringify(log, null, 2)}\n`;
};

function describe(summary: string | undefined): object {
	return summary === undefined ? {} : { shortDescription: { text: summary } };
}

function result(finding: ReportedFinding, ruleIndex: number): object {
	const { file, code, severity, message, line, column, endLine, endColumn } = finding;
	const uri = isAbsolute(file) ? pathToFileURL(file).href : encodeURI(file);
	return {
		ruleId: code,
		ruleIndex,
		level: LEVELS[severity],
		message: { text: message },
		locations: [
			{
				physicalLocation: {
					artifactLocation: { uri },
					region: { startLine: line, startColumn: column, endLine, endColumn },
				},
			},
		],
	};
}
