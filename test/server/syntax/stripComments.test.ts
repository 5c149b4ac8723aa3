import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../server/src/syntax/parse';
import { stripComments } from '../../../server/src/syntax/stripComments';
import { DEFAULT_RELEASE, dialectFor } from '../../../server/src/yocto/releases';

const parsed = (text: string) => parse('/conf/local.conf', text, dialectFor(DEFAULT_RELEASE));
const strip = (text: string) => stripComments(parsed(text));

describe('stripping comments', () => {
	it('takes comment lines and comments behind values out, and keeps values', () => {
		const text = '# head\n\nA = "1" # one\n#\n# two\n\n\nB = " \\\n# part of it \\\n"\nC = "#"\n';
		expect(strip(text)).toBe('A = "1"\n\nB = " \\\n# part of it \\\n"\nC = "#"\n');
	});
	it('keeps line ends as they are', () => {
		expect(strip('A = "1"\r\n# c\r\nB = "2"')).toBe('A = "1"\r\nB = "2"');
	});
	it('leaves a text without comments alone', () => {
		expect(strip('\n\nA = "1"\n\n\n')).toBe('\n\nA = "1"\n\n\n');
	});
	it('refuses a file with other errors', () => expect(strip('A = 1\n# c\n')).toBeUndefined());

	it('never changes what the file says', () => {
		const line = fc.constantFrom(
			'# c',
			'#',
			'',
			'  ',
			'A = "1"',
			'A = "1" # c',
			'B += "x \\',
			'y"',
			'include x \\',
			'"',
			'# d \\',
		);
		const end = fc.constantFrom('\n', '\r\n');
		const says = (text: string) =>
			parsed(text).statements.map((statement) =>
				statement.kind === 'assignment'
					? [statement.name, statement.operator, statement.value]
					: statement.kind,
			);
		fc.assert(
			fc.property(fc.array(line, { maxLength: 12 }), end, (lines, lineEnd) => {
				const text = lines.join(lineEnd);
				const stripped = strip(text);
				if (stripped !== undefined) expect(says(stripped)).toEqual(says(text));
			}),
			{ numRuns: 3000 },
		);
	});
});
