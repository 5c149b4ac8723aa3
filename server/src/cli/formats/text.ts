import type { Format } from './finding';

/** A line a finding, as compilers write them. */
export const text: Format = (findings) =>
	findings
		.map(
			({ file, line, column, severity, message, code }) =>
				`${file}:${line}:${column}: ${severity}: ${message} [${code}]\n`,
		)
		.join('');
