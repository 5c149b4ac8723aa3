import * as l10n from '@vscode/l10n';
import type { Connection } from 'vscode-languageserver/node';
import { taskHashes } from '../insight/hashes/taskHashes';
import { sstateFolder, stampFolders } from '../insight/places';
import { readRan } from '../insight/ran/readRan';
import type { ClassSummary } from '../shared/explore';
import { GET_TASK_HASHES, READ_RAN, type ServerKnowledge } from '../shared/ran';
import { addressOf, type ServerState } from '../shared/state';
import type { BuildEvaluation } from '../yocto/build';
import type { Explorer } from './explore';
import { onLongRequest, refusal } from './requests';
import { pathOf } from './uris';
import type { Workspace } from './workspace';

interface Parts {
	readonly connection: Connection;
	readonly workspace: Workspace;
	readonly explorer: Explorer;
	isTrusted(): boolean;
	serverState(): ServerState;
}

/** Pages of a class that are looked through for one task; a class of more tasks is not met. */
const PAGES = 20;

/** Answers what a build ran instead of reusing it, and what is known of that. */
export function answerRan({
	connection,
	workspace,
	explorer,
	isTrusted,
	serverState,
}: Parts): void {
	const cancelled = l10n.t('The reading of the log was cancelled.');

	onLongRequest(connection, READ_RAN, cancelled, async ({ log }, attendance) => {
		const path = pathOf(log);
		try {
			return await readRan(path, attendance);
		} catch (error) {
			throw refusal(unreadable(path, error));
		}
	});

	onLongRequest(connection, GET_TASK_HASHES, cancelled, async (params, { signal }) => {
		const { buildUri, recipe, tasks } = params;
		const directory = pathOf(buildUri);
		const build = workspace.builds.get(directory)?.build;
		if (!build) throw refusal(l10n.t`${directory} is no build directory of this window any more.`);
		const log = pathOf(params.log);
		const server = serverOf(build);
		const isOwn = server !== null && server === addressOf(serverState());
		try {
			return await taskHashes(
				{ log, recipe, tasks },
				{
					stamps: stampFolders(build),
					sstateDir: sstateFolder(build),
					server,
					ask: async (hash) => {
						if (server === null) return { kind: 'notAsked' };
						if (isOwn || isTrusted()) return ask(explorer, server, hash);
						return { kind: 'failed', message: l10n.t('The workspace is not trusted.') };
					},
					signal,
				},
			);
		} catch (error) {
			throw refusal(unreadable(log, error));
		}
	});
}

function unreadable(path: string, error: unknown): string {
	return l10n.t`The log ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}

/** The server that the build asks, if others can ask it, too: BitBake's own ends with the build, and what it copied from stays. */
function serverOf({ evaluation }: BuildEvaluation): string | null {
	for (const name of ['BB_HASHSERVE', 'BB_HASHSERVE_UPSTREAM']) {
		const found = evaluation.data.get(name);
		const address = found?.isStatic && found.error === undefined ? found.value.trim() : '';
		if (address !== '' && address !== 'auto') return address;
	}
	return null;
}

async function ask(explorer: Explorer, address: string, hash: string): Promise<ServerKnowledge> {
	try {
		const { classes } = await explorer.search({ address, text: hash, field: 'hash' });
		for (const found of classes) {
			const reported = await reportedAt(explorer, address, found, hash);
			if (reported === undefined) continue;
			return { kind: 'known', unihash: found.unihash, firstReportedAt: reported };
		}
		return { kind: 'unknown' };
	} catch (error) {
		return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
	}
}

/** When a task of a class was first reported; null when that is not told, undefined when the class is another's. */
async function reportedAt(
	explorer: Explorer,
	address: string,
	found: ClassSummary,
	hash: string,
): Promise<number | null | undefined> {
	let cursor: string | null = null;
	for (let page = 0; page < PAGES; page++) {
		const { rows, cursor: next } = await explorer.page({
			...found,
			address,
			...(cursor === null ? {} : { cursor }),
		});
		const times = rows
			.filter(({ taskhash }) => taskhash === hash)
			.map(({ created }) => timeOf(created));
		if (times.length > 0) {
			const earliest = Math.min(...times);
			return Number.isNaN(earliest) ? null : earliest;
		}
		if (next === null) break;
		cursor = next;
	}
	return found.unihash === hash || cursor !== null ? null : undefined;
}

/** Not a number where the zone is missing, as in rows of old servers: those wrote their own time. */
function timeOf(created: string | null): number {
	return created !== null && /(Z|[+-]\d\d:\d\d)$/.test(created) ? Date.parse(created) : Number.NaN;
}
