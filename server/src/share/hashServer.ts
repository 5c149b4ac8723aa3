import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { parseAnonymousPermissions } from '../hashserv/auth';
import { probe } from '../hashserv/probe';
import { type HashServer, startHashServer } from '../hashserv/server';
import type { Log } from '../hashserv/service';
import { openSqliteStore } from '../hashserv/store/sqlite';
import { type Address, isLocal, parseAddress } from '../hashserv/transport/address';
import { isLoopback } from '../shared/loopback';
import { EQUIVALENCE_HANDLER } from '../yocto/signatureHandlers';
import type { BuildCache } from './buildCache';

/** Where clients get the equivalences that belong to the shared objects. */
export type HashServerChoice =
	/** From a server that runs already. */
	| { readonly kind: 'running'; readonly address: string }
	/** From a read-only one of our own on the database. */
	| { readonly kind: 'own'; readonly database: string }
	| { readonly kind: 'none'; readonly reason: string };

/**
 * Finds out where a build's equivalences are: the server of BB_HASHSERVE when
 * clients can reach it, else a database.
 * @param host where our own would listen
 * @param named the database that the user named
 */
export async function chooseHashServer(
	cache: BuildCache,
	host: string,
	named: string | undefined,
): Promise<HashServerChoice> {
	const { signatureHandler, hashServe = '' } = cache;
	if (signatureHandler !== undefined && signatureHandler !== EQUIVALENCE_HANDLER) {
		return {
			kind: 'none',
			reason: l10n.t`the build has no hash equivalence (BB_SIGNATURE_HANDLER is ${signatureHandler}), so its clients need no hash server`,
		};
	}
	if (named !== undefined) return { kind: 'own', database: named };
	if (hashServe === 'auto') {
		return cache.autoDatabase === undefined
			? noDatabase(
					l10n.t('it cannot be told where the server that BitBake starts keeps its database'),
				)
			: { kind: 'own', database: cache.autoDatabase };
	}
	const address = addressOf(hashServe);
	if (address === undefined) return noDatabase(l10n.t`BB_HASHSERVE is "${hashServe}"`);
	const isReachable = !isLocal(address) || (address.kind !== 'unix' && isLoopback(host));
	if (isReachable && (await answers(address))) return { kind: 'running', address: hashServe };
	if (!isLocal(address)) {
		return {
			kind: 'none',
			reason: l10n.t`the build’s own hash server, ${hashServe}, does not answer`,
		};
	}
	// Where the extension keeps the database of the server that it runs on loopback.
	const beside = cache.sstateDir === undefined ? undefined : join(cache.sstateDir, 'hashserv.db');
	return beside !== undefined && existsSync(beside)
		? { kind: 'own', database: beside }
		: noDatabase(l10n.t`BB_HASHSERVE is ${hashServe}, which other machines cannot reach`);
}

/** Serves a database to anybody, for reading. */
export async function startReadOnly(
	database: string,
	address: string,
	log: Log,
): Promise<HashServer> {
	mkdirSync(dirname(database), { recursive: true });
	return startHashServer({
		address,
		store: openSqliteStore(database),
		readOnly: true,
		anonymous: parseAnonymousPermissions('@read'),
		log,
	});
}

function noDatabase(why: string): HashServerChoice {
	return { kind: 'none', reason: l10n.t`${why}: name its database to share it` };
}

function addressOf(text: string): Address | undefined {
	try {
		return parseAddress(text);
	} catch {
		return undefined;
	}
}

async function answers(address: Address): Promise<boolean> {
	const found = await probe(address);
	if (found.kind === 'hash-server') found.client.close();
	return found.kind === 'hash-server';
}
