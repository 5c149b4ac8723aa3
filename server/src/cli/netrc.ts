import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Login } from '../hashserv/login';
import { netrcWords } from '../shared/netrcWords';

/** Machines by their name; the entry `default` under an empty one. */
export type Netrc = ReadonlyMap<string, Login>;

/**
 * Reads `.netrc` (`$NETRC`, else the one in the home folder); empty when there is none.
 * @param warn told when others may read it too, which Python's reader refuses
 */
export function readNetrc(env: NodeJS.ProcessEnv, warn: (message: string) => void): Netrc {
	const path = env.NETRC || join(env.HOME || homedir(), '.netrc');
	try {
		const text = readFileSync(path, 'utf8');
		if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
			warn(`${path} can be read by others: chmod 600 it`);
		}
		return parseNetrc(text);
	} catch {
		return new Map();
	}
}

/**
 * The login for a server. BitBake looks for its whole address as the machine;
 * the host alone is taken, too, as other programs do. The entry `default` is
 * for whoever asks in person: a server would show it to any upstream.
 */
export function loginFor(
	netrc: Netrc,
	address: string,
	withDefault: 'with default' | 'without default',
): Login | null {
	const host = /^(?:[a-z]+:\/\/)?(\[[^\]]*\]|[^:/]*)/.exec(address)?.[1] ?? '';
	const candidates = [address, ...(host === '' ? [] : [host, host.replace(/^\[|\]$/g, '')])];
	if (withDefault === 'with default') candidates.push('');
	for (const machine of candidates) {
		const login = netrc.get(machine);
		if (login !== undefined) return login;
	}
	return null;
}

/** Reads the text of a `.netrc`; what cannot be understood is passed over. */
export function parseNetrc(text: string): Netrc {
	const machines = new Map<string, Login>();
	const words = netrcWords(text);
	let machine: string | null = null;
	let username = '';
	let token = '';
	const finish = (): void => {
		if (machine !== null && token !== '' && !machines.has(machine)) {
			machines.set(machine, { username, token });
		}
		machine = null;
		username = token = '';
	};
	for (let index = 0; index < words.length; index++) {
		const value = words[index + 1]?.text ?? '';
		switch (words[index]?.text) {
			case 'machine':
				finish();
				machine = value;
				index++;
				break;
			case 'default':
				finish();
				machine = '';
				break;
			case 'login':
			case 'user':
				username = value;
				index++;
				break;
			case 'password':
				token = value;
				index++;
				break;
			case 'account':
				index++;
				break;
		}
	}
	finish();
	return machines;
}
