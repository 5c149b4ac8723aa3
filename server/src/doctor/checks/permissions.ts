import * as l10n from '@vscode/l10n';
import { connectClient } from '../../hashserv/client';
import type { Login } from '../../hashserv/login';
import { refusalOf } from '../../hashserv/refusal';
import { isLocal } from '../../hashserv/transport/address';
import { type Check, type Diagnosis, skipped } from '../check';
import { type KnownTask, knownTasks } from '../knownTasks';
import { serverOf, type Target } from '../servers';

/** What came of a request. A server that does not know a command closes the connection. */
type Outcome = 'allowed' | 'refused' | 'closed';

/** Who a build is that does not log in. */
const ANYBODY = l10n.t('Anybody');

/** A hash that nobody has. */
const NOBODYS = '0'.repeat(64);
const METHOD = 'oe.sstatesig.OEOuthashBasic';

export const permissions: Check = {
	id: 'permissions',
	title: l10n.t('Permissions'),
	run: async (patient) => {
		const server = serverOf(patient);
		if (server.kind === 'auto') {
			return {
				status: 'ok',
				summary: l10n.t('BitBake’s own server lets this build do everything.'),
			};
		}
		if (server.kind !== 'address') return skipped(server.reason);
		const { target } = server;
		const { timeoutMs, variable, placeOf } = patient;
		const username = variable('BB_HASHSERVE_USERNAME')?.value ?? '';
		const token = variable('BB_HASHSERVE_PASSWORD')?.value ?? '';
		const login = username === '' ? patient.login(target.text) : { username, token };
		const source = username === '' ? '.netrc' : 'BB_HASHSERVE_USERNAME';
		const request = (command: string, argument: unknown, as: Login | null = login) =>
			tryOut(target, command, argument, as, timeoutMs);
		try {
			if (login !== null && (await request('ping', {})) !== 'allowed') {
				const place = placeOf('BB_HASHSERVE_USERNAME');
				return {
					status: 'problem',
					summary: l10n.t`${target.text} does not let in the user of ${source} with the token that is there.`,
					meaning: l10n.t('BitBake cannot log in, so the build fails.'),
					fix: l10n.t(
						'Write the user’s present token there (BB_HASHSERVE_PASSWORD, or the password in .netrc). An administrator makes a new one with hashequiv client refresh-token.',
					),
					...(place ? { place } : {}),
				};
			}
			const lookUp = { method: METHOD, taskhash: NOBODYS, all: false };
			const [read, admin] = await Promise.all([
				request('get', lookUp),
				request('get-db-usage', {}),
			]);
			const { tasks } = await knownTasks(patient, 5);
			return judge({
				who: login === null ? ANYBODY : l10n.t('The user of this build'),
				read,
				report: await reports(target, tasks, login, timeoutMs),
				admin,
				target,
			});
		} catch {
			return skipped(l10n.t`${target.text} does not answer.`);
		}
	},
};

function judge({
	who,
	read,
	report,
	admin,
	target: { text, address },
}: {
	who: string;
	read: Outcome;
	report: Outcome | 'unknown';
	admin: Outcome;
	target: Target;
}): Diagnosis {
	if (read !== 'allowed') {
		return {
			status: 'problem',
			summary:
				who === ANYBODY
					? l10n.t`Nobody may look hashes up at ${text} without a login.`
					: l10n.t`The user of this build may not look hashes up at ${text}.`,
			meaning: l10n.t('Every look-up of the build is refused.'),
			fix: l10n.t(
				'Set BB_HASHSERVE_USERNAME and BB_HASHSERVE_PASSWORD, add the server to ~/.netrc, or have its administrator give @read to anonymous clients.',
			),
		};
	}
	const may = [l10n.t('look hashes up (@read)')];
	if (report === 'allowed') may.push(l10n.t('report outputs (@report)'));
	// Before Yocto 5.0 servers knew neither the command nor permissions.
	if (admin === 'allowed') may.push(l10n.t('delete (@db-admin)'));
	const details = [
		...(report === 'refused' || report === 'closed'
			? [l10n.t('Reports are not stored: this server is for look-ups.')]
			: []),
		...(report === 'unknown'
			? [
					l10n.t(
						'Whether reports are stored was not tried, for want of a task that server and local database both know.',
					),
				]
			: []),
		...(admin === 'closed'
			? [l10n.t('The server knows no permissions: it is older than Yocto 5.0.')]
			: []),
	];
	const openToAll = who === ANYBODY && admin === 'allowed' && !isLocal(address);
	return {
		status: openToAll ? 'info' : 'ok',
		summary: l10n.t`${who} may ${may.join(', ')} at ${text}.`,
		...(details.length > 0 ? { details } : {}),
		...(openToAll
			? {
					meaning: l10n.t('Any stranger in this network could delete what builds share.'),
					fix: l10n.t('Have the server give anonymous clients less: --anon-perms @read,@report.'),
				}
			: {}),
	};
}

/**
 * Whether a report is taken, tried with one that changes nothing: the server
 * is told what it just answered.
 */
async function reports(
	target: Target,
	tasks: readonly KnownTask[],
	login: Login | null,
	timeoutMs: number,
): Promise<Outcome | 'unknown'> {
	for (const { method, taskhash, unihash } of tasks) {
		const known = await ask(target, 'get', { method, taskhash, all: false }, login, timeoutMs);
		const isSame =
			typeof known === 'object' &&
			known !== null &&
			'unihash' in known &&
			known.unihash === unihash;
		if (isSame) {
			return tryOut(target, 'report-equiv', { method, taskhash, unihash }, login, timeoutMs);
		}
	}
	return 'unknown';
}

/** @throws when the server cannot be reached */
async function tryOut(
	target: Target,
	command: string,
	argument: unknown,
	login: Login | null,
	timeoutMs: number,
): Promise<Outcome> {
	const answer = await ask(target, command, argument, login, timeoutMs);
	if (answer === CLOSED) return 'closed';
	return refusalOf(answer) === null ? 'allowed' : 'refused';
}

const CLOSED = Symbol('closed');

/** Asks on a connection of its own: a refusal ends it. */
async function ask(
	{ address }: Target,
	command: string,
	argument: unknown,
	login: Login | null,
	timeoutMs: number,
): Promise<unknown> {
	const client = await connectClient(address, { timeout: timeoutMs });
	try {
		if (login !== null) {
			const answer = await client.request('auth', login);
			if (refusalOf(answer) !== null) return answer;
		}
		return await client.request(command, argument);
	} catch (error) {
		if (error instanceof Error && error.message.includes('closed the connection')) return CLOSED;
		throw error;
	} finally {
		client.close();
	}
}
