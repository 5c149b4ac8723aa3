import { describe, expect, it } from 'vitest';
import { classesTable, classTable, formatted } from '../../client/src/explore/exportText';
import { EXPLORED } from '../webview/samples';

const classes = classesTable(EXPLORED.found!.classes);

describe('an export', () => {
	it('is JSON with everything', () => {
		const [first, second] = JSON.parse(formatted(classes, 'json'));
		expect(first).toEqual({
			PN: 'busybox',
			PV: '1.36.1',
			task: 'package',
			method: 'oe.sstatesig.OEOuthashBasic',
			unihash: 'a'.repeat(64),
			taskhashes: 2,
			taskhashesIsExact: true,
		});
		expect(second).toMatchObject({ PN: null, taskhashesIsExact: false });
		expect(JSON.parse(formatted(classTable(EXPLORED.open!), 'json'))).toHaveLength(3);
	});

	it('is CSV that any spreadsheet reads, and that none calculates', () => {
		const text = formatted(
			[
				{ name: 'a,"b"\nc', number: 1 },
				{ name: '=cmd()', number: null },
			],
			'csv',
		);
		expect(text).toBe('name,number\n"a,""b""\nc",1\n\'=cmd(),\n');
	});

	it('is a Markdown table', () => {
		expect(formatted([{ a: 'x|y', b: 'two\nlines' }], 'markdown')).toBe(
			'| a | b |\n| --- | --- |\n| x\\|y | two lines |\n',
		);
	});
});
