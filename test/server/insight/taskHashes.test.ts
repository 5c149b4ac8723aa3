import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { taskHashes } from '../../../server/src/insight/hashes/taskHashes';
import type { ServerKnowledge, TaskHash } from '../../../server/src/shared/ran';
import { temporaryFolder } from '../../support/bundles';

const BEGIN = Date.UTC(2026, 0, 2, 3, 4, 5);
const LOG = 'log/cooker/m/20260102030405.log';
const TASK = 'aa'.repeat(32);
const UNI = 'bb'.repeat(32);
const STAMP = `stamps/core2-64-poky-linux/zlib/1.3.do_package.sigdata.${UNI}`;
const OBJECT = `sstate/universal/bb/bb/sstate:zlib:core2-64-poky-linux:1.3:r0:core2-64:12:${UNI}_package.tar.zst`;
const REPORTED: ServerKnowledge = { kind: 'known', unihash: UNI, firstReportedAt: BEGIN - 1 };

/** A build that ended a minute after it began, with these files from its middle. */
function builtFolder(files: Readonly<Record<string, string>>): string {
	const folder = temporaryFolder({ ...files, [LOG]: '' });
	for (const name of Object.keys(files)) writtenAt(folder, name, 30);
	writtenAt(folder, LOG, 60);
	return folder;
}

function writtenAt(folder: string, name: string, seconds: number): void {
	const time = new Date(BEGIN + seconds * 1000);
	utimesSync(join(folder, name), time, time);
}

/** Replaces a file by a signature as BitBake 2.0 and later write it. */
function sign(folder: string, data: unknown): void {
	writeFileSync(join(folder, STAMP), zstdCompressSync(JSON.stringify(data)));
	writtenAt(folder, STAMP, 30);
}

async function hashesIn(
	folder: string,
	{ answer = REPORTED, missedHash = '', server = 'h:1' as string | null } = {},
): Promise<{ task: TaskHash | undefined; asked: string[] }> {
	const asked: string[] = [];
	const { tasks } = await taskHashes(
		{
			log: join(folder, LOG),
			recipe: 'zlib',
			tasks: [{ name: 'do_package', ...(missedHash === '' ? {} : { missedHash }) }],
		},
		{
			stamps: [join(folder, 'stamps')],
			sstateDir: join(folder, 'sstate'),
			server,
			ask: async (hash) => {
				asked.push(hash);
				return answer;
			},
			signal: new AbortController().signal,
		},
	);
	return { task: tasks[0], asked };
}

describe('what is known of a task that ran', () => {
	it('is the taskhash of its signature, what the server knows of it, and its object', async () => {
		const folder = builtFolder({ [STAMP]: '', [OBJECT]: '' });
		sign(folder, { task: 'do_package', taskhash: TASK, unihash: UNI });
		const { task, asked } = await hashesIn(folder);
		expect(asked).toEqual([TASK]);
		expect(task).toEqual({
			taskhash: TASK,
			unihash: UNI,
			known: REPORTED,
			object: { path: join(folder, OBJECT), writtenAt: BEGIN + 30_000 },
		});
	});

	it('is the unihash alone where the signature is in Python’s form, without a time that may be another task’s', async () => {
		const folder = builtFolder({ [STAMP]: '\x80\x04pickled' });
		const { task, asked } = await hashesIn(folder);
		expect(asked).toEqual([UNI]);
		expect(task).toEqual({
			taskhash: null,
			unihash: UNI,
			known: { kind: 'known', unihash: UNI, firstReportedAt: null },
			object: null,
		});
	});

	it('is nothing of another build’s signature', async () => {
		const folder = builtFolder({ [STAMP]: '' });
		for (const seconds of [-60, 3600]) {
			writtenAt(folder, STAMP, seconds);
			const { task, asked } = await hashesIn(folder);
			expect(asked).toEqual([]);
			expect(task).toMatchObject({ taskhash: null, unihash: null, known: { kind: 'notAsked' } });
		}
	});

	it('is by the hash in the log where there is no signature', async () => {
		const { task, asked } = await hashesIn(builtFolder({ [OBJECT]: '' }), { missedHash: UNI });
		expect(asked).toEqual([UNI]);
		expect(task).toMatchObject({ unihash: UNI, known: REPORTED, object: {} });
	});

	it('does without a server, and without an object of another task', async () => {
		const other = OBJECT.replace('_package.', '_package_qa.');
		const folder = builtFolder({ [STAMP]: '', [other]: '', [`${OBJECT}.siginfo`]: '' });
		const { task, asked } = await hashesIn(folder, { server: null });
		expect(asked).toEqual([]);
		expect(task).toMatchObject({ unihash: UNI, known: { kind: 'notAsked' }, object: null });
	});

	it('is looked for under the name that the server gives the task', async () => {
		const folder = builtFolder({ [STAMP.replace(UNI, TASK)]: '', [OBJECT]: '' });
		const { task } = await hashesIn(folder);
		expect(task?.object?.path).toBe(join(folder, OBJECT));
	});
});
