/** Where to listen. */
export interface Listen {
	/** Empty for every interface; IPv6 without brackets. */
	readonly host: string;
	readonly port: number;
	/** Take a port above when this one is taken. */
	readonly orAbove: boolean;
}

/** Ports to try above the wanted one. */
const NEIGHBOURS = 20;

/** Starts something on the port, or on the first free one above where that is allowed. */
export async function onPort<T>(
	{ port, orAbove }: Listen,
	start: (port: number) => Promise<T>,
): Promise<T> {
	for (let candidate = port; ; candidate++) {
		try {
			return await start(candidate);
		} catch (error) {
			const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
			const isLast = candidate >= port + NEIGHBOURS || candidate >= 65_535;
			if (!isTaken || !orAbove || isLast) throw error;
		}
	}
}
