import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { OpenFilesReader } from '../../../server/src/lsp/openFiles';
import { temporaryFolder } from '../../support/bundles';

it('files are looked at for changes until nobody wants them any more', () => {
	const folder = temporaryFolder({ 'a.conf': 'A = "1"\n', 'b.conf': '' });
	const [read, there, gone] = ['a.conf', 'b.conf', 'c.conf'].map((name) => join(folder, name));
	const reader = new OpenFilesReader({ get: () => undefined });
	reader.inRound(() => {
		reader.read(read!);
		reader.exists(there!);
		reader.exists(gone!);
	});
	expect(reader.changedOnDisk()).toEqual([]);
	writeFileSync(read!, 'A = "another"\n');
	rmSync(there!);
	writeFileSync(gone!, '');
	expect(reader.changedOnDisk().sort()).toEqual([read, there, gone]);
	reader.keepOnly((path) => path === read);
	expect(reader.changedOnDisk()).toEqual([read]);
});

it('a document that is too large for a configuration is not read', () => {
	const reader = new OpenFilesReader({ get: () => 'A'.repeat(17 << 20) });
	expect(reader.read('/b/conf/local.conf')).toMatchObject({ kind: 'unreadable' });
});
