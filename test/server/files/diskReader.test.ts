import { execFileSync } from 'node:child_process';
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
