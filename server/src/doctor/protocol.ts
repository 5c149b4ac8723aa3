import * as l10n from '@vscode/l10n';
import { connectClient } from '../hashserv/client';
import type { Address } from '../hashserv/transport/address';

/**
 * What a server that is known to be one speaks, in words. Its protocol has been
 * 1.1 since BitBake 1.46; `ping` came with 1.52.
 */
export async function protocolOf(address: Address, timeoutMs: number): Promise<string> {
	try {
		const client = await connectClient(address, { timeout: timeoutMs });
		try {
			await client.request('ping', {});
			return l10n.t('It speaks protocol 1.1.');
		} finally {
			client.close();
		}
	} catch {
		return l10n.t('It speaks protocol 1.1 without ping, as servers older than BitBake 1.52 do.');
	}
}
