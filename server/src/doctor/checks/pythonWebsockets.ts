import { execFile } from 'node:child_process';
import * as l10n from '@vscode/l10n';
import { isFrom } from '../../yocto/releases';
import { type Check, skipped } from '../check';
import { standingServers } from '../servers';

const PROGRAM =
	'import websockets; print(getattr(websockets, "__version__", "of an unknown version"))';

export const pythonWebsockets: Check = {
	id: 'python-websockets',
	title: l10n.t('Python module websockets'),
	run: async (patient, signal) => {
		const target = standingServers(patient).find(({ address }) => address.kind === 'websocket');
		if (target === undefined) return skipped(l10n.t('No server is named with ws:// or wss://.'));
		const { error, stdout, stderr } = await run(patient.env, patient.timeoutMs, signal);
		if (error === null) {
			return { status: 'ok', summary: l10n.t`Python’s websockets ${stdout.trim()} is installed.` };
		}
		if (!/ModuleNotFoundError|No module named/.test(stderr)) {
			return skipped(
				l10n.t`python3 could not be asked: ${stderr.trim().split('\n').at(-1) || error.message}`,
			);
		}
		const isServer = target.variable === 'BB_HASHSERVE';
		const isFatal = isServer || isFrom(patient.build.release, '5.2');
		const place = patient.placeOf(target.variable);
		return {
			status: isFatal ? 'problem' : 'warning',
			summary: l10n.t`Python’s module websockets is not installed, and ${target.variable} is ${target.text}.`,
			meaning: isFatal
				? l10n.t('BitBake stops, because it cannot speak WebSocket.')
				: l10n.t('BitBake warns and goes on without the upstream server.'),
			fix: l10n.t(
				'Install it for the Python that runs BitBake: the package python3-websockets, or pip install websockets. If the build runs in a container, install it there.',
			),
			...(place ? { place } : {}),
		};
	},
};

function run(
	env: NodeJS.ProcessEnv,
	timeout: number,
	signal: AbortSignal,
): Promise<{ error: Error | null; stdout: string; stderr: string }> {
	return new Promise((resolve) => {
		execFile(
			'python3',
			['-c', PROGRAM],
			// Python looks for modules in its working directory first, and a build directory could hold some.
			{ env, timeout, signal, killSignal: 'SIGKILL', cwd: '/' },
			(error, stdout, stderr) => resolve({ error, stdout, stderr }),
		);
	});
}
