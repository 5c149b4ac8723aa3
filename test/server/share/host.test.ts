import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createShareHost } from '../../../server/src/share/host';
import type { SharingInfo } from '../../../server/src/shared/sharing';
import { temporaryFolder } from '../../support/hashserv';

const INFO: SharingInfo = {
	buildDirectory: '/srv/build',
	sstate: 'http://127.0.0.1:8687/sstate',
	hashServer: '127.0.0.1:8686',
	isLocal: true,
	block: '',
	notes: [],
	startedAt: 0,
};

const REQUEST = {
	buildDirectory: '/srv/build',
	host: '127.0.0.1',
	sstate: true,
	downloads: false,
	hashServer: true,
};

/** A host with a program in the place of `hashequiv share`. */
function hostOf(program: string) {
	const cliPath = join(temporaryFolder(), 'share.cjs');
	writeFileSync(cliPath, program);
	const log: string[] = [];
	const host = createShareHost({
		cliPath,
		log: (level, message) => log.push(`${level}: ${message}`),
	});
	onTestFinished(() => host.stop());
	return { host, log };
}

it('leaves in the log what is shared where, and that it is not any more', async () => {
	const { host, log } = hostOf(
		`process.send(${JSON.stringify({ kind: 'running', info: INFO })}); process.on('disconnect', () => process.exit());`,
	);
	expect(await host.start(REQUEST)).toMatchObject({ kind: 'running' });
	expect(log).toEqual([
		'info: the cache of /srv/build is shared until this window closes: shared state http://127.0.0.1:8687/sstate, hash server 127.0.0.1:8686',
	]);
	await host.stop();
	expect(log.at(-1)).toBe('info: the cache is not shared any more');
	const lines = log.length;
	await host.stop();
	expect(log).toHaveLength(lines);
});

it('leaves in the log why nothing is shared', async () => {
	const { host, log } = hostOf(
		`console.error('hashequiv share: SSTATE_DIR is missing'); process.exitCode = 1;`,
	);
	expect(await host.start(REQUEST)).toEqual({ kind: 'failed', message: 'SSTATE_DIR is missing' });
	expect(log.at(-1)).toBe('warn: the cache is not shared: SSTATE_DIR is missing');
});
