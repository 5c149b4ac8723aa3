import { execFileSync } from 'node:child_process';
import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DiskReader } from '../../../server/src/files/diskReader';
import { DiskHostFiles } from '../../../server/src/files/hostFiles';
import { temporaryFolder } from '../../support/bundles';

describe('paths at which nothing can be', () => {
	const folder = temporaryFolder({ file: 'A = "1"\n' });
	const paths = [
		join(folder, 'x'.repeat(300)),
		`/${'x/'.repeat(5000)}`,
		`${folder}/a\0b`,
		join(folder, 'file/conf/local.conf'),
		'untitled:local.conf',
		'',
	];
	it.each(paths)('are missing: %#', (path) => {
		expect(new DiskReader().exists(path)).toBe(false);
		expect(new DiskReader().read(path)).toEqual({ kind: 'missing' });
		expect(new DiskReader().folders(path)).toEqual([]);
		expect(new DiskHostFiles().exists(path)).toBe(false);
	});
});

describe('what is no file', () => {
	it('is not read', () => {
		const folder = temporaryFolder();
		execFileSync('mkfifo', [join(folder, 'pipe.conf')]);
		for (const path of [folder, join(folder, 'pipe.conf'), '/dev/zero']) {
			expect(new DiskReader().read(path)).toMatchObject({ kind: 'unreadable' });
		}
	});
});

describe('a file that is far too large for a configuration', () => {
	it('is not read', () => {
		const folder = temporaryFolder({ 'image.conf': '' });
		truncateSync(join(folder, 'image.conf'), 17 * 1024 * 1024);
		expect(new DiskReader().read(join(folder, 'image.conf'))).toEqual({
			kind: 'unreadable',
			reason: 'The file is too large for a configuration: 17825792 bytes.',
		});
	});
});

describe('a file that is not UTF-8', () => {
	it.each([
		['# caf\xe9\n', 1, 'e9'],
		['A = "1"\n# \xfcber\n', 2, 'fc'],
		['# \u00e2\u0082\n', 1, 'e2'],
		['# \xff', 1, 'ff'],
	])('names the byte that Latin-1 put there: %j', (text, line, byte) => {
		const folder = temporaryFolder({ 'local.conf': Buffer.from(text, 'latin1') });
		expect(new DiskReader().read(join(folder, 'local.conf'))).toMatchObject({
			kind: 'unreadable',
			line,
			reason: expect.stringContaining(`byte 0x${byte} on line ${line} `),
		});
	});
});
