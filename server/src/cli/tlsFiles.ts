import { readFileSync, statSync } from 'node:fs';
import type { TlsIdentity, TlsSource } from '../hashserv/transport/connection';

/**
 * Certificate and key out of files, which are read again once they have changed.
 * @throws the system's error when one cannot be read
 */
export function tlsFiles(cert: string, key: string): TlsSource {
	let seen = '';
	let identity: TlsIdentity;
	function read(): TlsIdentity {
		const now = `${stampOf(cert)} ${stampOf(key)}`;
		if (now !== seen) {
			identity = { cert: readFileSync(cert), key: readFileSync(key) };
			seen = now;
		}
		return identity;
	}
	read();
	return read;
}

function stampOf(path: string): string {
	const { ino, size, mtimeMs } = statSync(path);
	return `${ino} ${size} ${mtimeMs}`;
}
