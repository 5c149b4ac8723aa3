import type { NetworkInterfaceInfo } from 'node:os';

/** An address that a shared cache can be offered at. */
export interface Place {
	readonly kind: 'loopback' | 'interface' | 'all';
	/** Of the interface; empty for the other kinds. */
	readonly name: string;
	readonly host: string;
}

/** Where this machine can listen, the most private place first. */
export function placesToListen(
	interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>,
): Place[] {
	const outside = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
		addresses
			// A link-local address needs its interface behind it, which no client's configuration can hold.
			.filter(({ internal, address }) => !internal && !/^fe[89ab]/i.test(address))
			.map(({ address }): Place => ({ kind: 'interface', name, host: address })),
	);
	return [
		{ kind: 'loopback', name: '', host: '127.0.0.1' },
		...outside,
		...(outside.length > 0 ? [{ kind: 'all', name: '', host: '0.0.0.0' } as const] : []),
	];
}
