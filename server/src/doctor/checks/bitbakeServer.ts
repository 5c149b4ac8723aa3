import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import { type Check, plural } from '../check';
import { look, serverOf } from '../servers';

export const bitbakeServer: Check = {
	id: 'bitbake-server',
	title: l10n.t('Running BitBake'),
	run: async (patient) => {
		const { directory, timeoutMs } = patient;
		const socket = `${directory}/hashserve.sock`;
		const pid = runningBitBake(`${directory}/bitbake.lock`);
		const hasSocket = existsSync(socket);
		const answers =
			hasSocket && (await look({ kind: 'unix', path: socket }, timeoutMs)).kind === 'hash-server';
		const details = ['bitbake.lock', 'bitbake.sock', 'hashserve.sock']
			.filter((name) => existsSync(`${directory}/${name}`))
			.map((name) => l10n.t`${name} is in ${basename(directory)}/`);
		const server = serverOf(patient);
		if (answers && server.kind === 'address') {
			return {
				status: 'warning',
				summary: l10n.t`BitBake’s own hash server runs in this build directory, though BB_HASHSERVE names ${server.target.text}.`,
				details,
				meaning: l10n.t(
					'A BitBake that was started before BB_HASHSERVE was changed is still in memory and may go on with its own server.',
				),
				fix: l10n.t('End it: bitbake -m (--kill-server). The next build reads the settings anew.'),
			};
		}
		if (pid !== undefined) {
			return {
				status: 'info',
				summary: l10n.t`BitBake runs in this build directory (process ${pid}).`,
				details,
				meaning: l10n.t('What is changed now counts from its next reading of the configuration.'),
			};
		}
		if (hasSocket && !answers) {
			return {
				status: 'info',
				summary: l10n.t(
					'A socket of BitBake’s own hash server is left over: nobody answers there.',
				),
				details,
				meaning: l10n.t(
					'BitBake was ended hard. It removes the socket itself when it starts a server.',
				),
			};
		}
		return {
			status: 'ok',
			summary:
				details.length === 0
					? l10n.t('No BitBake runs in this build directory.')
					: plural(
							details.length,
							l10n.t('No BitBake runs in this build directory (1 file left over).'),
							l10n.t`No BitBake runs in this build directory (${details.length} files left over).`,
						),
		};
	},
};

/** The process that holds the lock, if there is one: the file outlives it. */
function runningBitBake(lock: string): number | undefined {
	try {
		// The process, and after a blank the address where it listens to others.
		const pid = Number.parseInt(readFileSync(lock, 'utf8'), 10);
		if (!Number.isInteger(pid) || pid <= 0) return undefined;
		const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
		return /bitbake/i.test(command) ? pid : undefined;
	} catch {
		return undefined;
	}
}
