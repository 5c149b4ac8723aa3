import { type Address, formatAddress } from './transport/address';
import { listen } from './transport/index';

/** Ports to look at above the wanted one. */
const NEIGHBOURS = 20;

/** An address like the given one that nobody listens on, preferably the next port; null for other transports. */
export async function freeAddressNear(address: Address): Promise<string | null> {
	if (address.kind !== 'tcp') return null;
	const next = Array.from({ length: NEIGHBOURS }, (_, index) => address.port + 1 + index);
	for (const port of [...next.filter((candidate) => candidate <= 65_535), 0]) {
		try {
			const endpoint = await listen({ ...address, port }, (connection) => connection.destroy(), {
				lineLimit: 1,
			});
			await endpoint.close();
			return formatAddress(endpoint.address);
		} catch {
			// Taken as well, or not ours to use.
		}
	}
	return null;
}
