import * as l10n from '@vscode/l10n';
import { AddressError } from '../hashserv/errors';
import { type Probe, probe } from '../hashserv/probe';
import { type Address, parseAddress } from '../hashserv/transport/address';
import { trustSystemAuthorities } from '../hashserv/transport/system-authorities';
import { EQUIVALENCE_HANDLER, handlersOf } from '../yocto/signatureHandlers';
import type { Patient } from './patient';

/** A server that a build would ask. */
export interface Target {
	/** As it is written. */
	readonly text: string;
	readonly address: Address;
	/** The variable that names it. */
	readonly variable: string;
}

/** What BB_HASHSERVE comes to. */
export type Server =
	| { readonly kind: 'address'; readonly target: Target }
	/** BitBake starts one of its own, on this socket, while it runs. */
	| { readonly kind: 'auto'; readonly path: string }
	| { readonly kind: 'none' | 'unknown' | 'invalid'; readonly reason: string };

/** The server that the build asks. */
export function serverOf({ variable, directory, build }: Patient): Server {
	const handler = variable('BB_SIGNATURE_HANDLER')?.value;
	// A handler that a layer brings may well ask one.
	const isOther = handlersOf(build.release).some(({ name }) => name === handler);
	if (isOther && handler !== EQUIVALENCE_HANDLER) {
		return {
			kind: 'none',
			reason: l10n.t`No server is asked: BB_SIGNATURE_HANDLER is "${handler ?? ''}".`,
		};
	}
	const setting = variable('BB_HASHSERVE');
	if (setting === undefined) {
		return {
			kind: 'unknown',
			reason: l10n.t('BB_HASHSERVE holds Python, which only BitBake can run.'),
		};
	}
	if (setting.value === '') return { kind: 'none', reason: l10n.t('BB_HASHSERVE is not set.') };
	if (setting.value === 'auto') {
		return { kind: 'auto', path: `${directory}/hashserve.sock` };
	}
	return targetOf('BB_HASHSERVE', setting.value);
}

/** The server that BitBake's own asks for what it does not know; undefined without one. */
export function upstreamOf(patient: Patient): Server | undefined {
	if (serverOf(patient).kind !== 'auto') return undefined;
	const setting = patient.variable('BB_HASHSERVE_UPSTREAM');
	if (setting === undefined) {
		return {
			kind: 'unknown',
			reason: l10n.t('BB_HASHSERVE_UPSTREAM holds Python, which only BitBake can run.'),
		};
	}
	return setting.value === '' ? undefined : targetOf('BB_HASHSERVE_UPSTREAM', setting.value);
}

/** The servers that the build talks to over a connection that is there without a build. */
export function standingServers(patient: Patient): Target[] {
	const servers = [serverOf(patient), upstreamOf(patient)];
	return servers.flatMap((server) => (server?.kind === 'address' ? [server.target] : []));
}

/** Asks whether a server answers and closes the connection again. */
export async function look(address: Address, timeoutMs: number): Promise<Probe> {
	// Two questions at most, each with a connection of its own.
	const found = await probe(address, timeoutMs / 2);
	if (found.kind === 'hash-server') found.client.close();
	return found;
}

function targetOf(variable: string, text: string): Server {
	try {
		const address = parseAddress(text);
		if (address.kind === 'websocket' && address.secure) trustSystemAuthorities();
		return { kind: 'address', target: { text, address, variable } };
	} catch (error) {
		if (!(error instanceof AddressError)) throw error;
		return { kind: 'invalid', reason: `${variable}: ${error.message}.` };
	}
}
