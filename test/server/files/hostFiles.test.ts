import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DiskHostFiles, mountOf, parseMountInfo } from '../../../server/src/files/hostFiles';
import { temporaryFolder } from '../../support/bundles';

const MOUNTS = parseMountInfo(`22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:21 / /proc rw,nosuid - proc proc rw
40 22 0:33 / /srv rw,relatime shared:2 master:3 - nfs4 files:/srv rw,vers=4.2
41 40 8:2 / /srv/my\\040disk rw - xfs /dev/sdb1 rw
42 22 0:40 / /srv rw - cifs //files/srv rw
`);
const typeOf = (path: string) => mountOf(path, MOUNTS)?.type;

describe('mounts', () => {
	it('hold what is below them, the deepest first and of two in one place the later', () => {
		expect(['/', '/home/me', '/proc', '/srvx', '/srv/a', '/srv/my disk/b'].map(typeOf)).toEqual([
			'ext4',
			'ext4',
			'proc',
			'ext4',
			'cifs',
			'xfs',
		]);
	});
	it('are none where the text holds none', () => {
		expect(parseMountInfo('\nnonsense\n')).toEqual([]);
	});
});

describe.runIf(process.platform === 'linux')('this machine’s files', () => {
	const files = new DiskHostFiles();
	it('are there or not', () => {
		const folder = temporaryFolder({ a: '' });
		expect(['', 'a', 'b', 'a/b'].map((name) => files.exists(join(folder, name)))).toEqual([
			true,
			true,
			false,
			false,
		]);
	});
	it('have a file system, through links and above what is not there yet', () => {
		const folder = temporaryFolder({ a: '' });
		symlinkSync('/proc', join(folder, 'link'));
		expect(files.fileSystemType('/proc')).toBe('proc');
		expect(files.fileSystemType(join(folder, 'link/not/there'))).toBe('proc');
		expect(files.fileSystemType(join(folder, 'not/there'))).toBe(files.fileSystemType(folder));
	});
});
