import { setTimeout as delay } from 'node:timers/promises';
import { knownPermissions, type Permission, type User } from './auth';
import { crypto } from './crypto';
import { CommandError } from './errors';
import type { UserStore } from './store/users';

/** A new token: for its owner once, and in the form that is stored. */
export interface IssuedToken {
	readonly token: string;
	readonly stored: string;
}

export interface AccountTimes {
	/** Milliseconds that the answer to a failed login takes. */
	readonly failedLogin: number;
	/** Milliseconds between two new tokens of the whole server. */
	readonly newToken: number;
}

/** The reference's times. */
const TIMES: AccountTimes = { failedLogin: 1_000, newToken: 100 };

/** 48 bytes are 64 characters of base64 without padding. */
const TOKEN_BYTES = 48;
const SALT_BYTES = 8;
const ALGORITHM = 'sha256';

/** Digests that a stored token may have been made with. */
const ALGORITHMS: ReadonlySet<string> = new Set([ALGORITHM, 'sha384', 'sha512']);

/** Logging in, and tokens to log in with. */
export class Accounts {
	readonly #users: UserStore;
	readonly #times: AccountTimes;
	#lastToken: Promise<unknown> = Promise.resolve();

	constructor(users: UserStore, times: Partial<AccountTimes> = {}) {
		this.#users = users;
		this.#times = { ...TIMES, ...times };
	}

	/** @throws CommandError, after a pause and without a reason, when name and token do not fit */
	async login(username: string, token: string): Promise<User> {
		const row = await this.#users.find(username);
		if (row === null || !isTokenOf(token, row.token)) {
			await delay(this.#times.failedLogin);
			throw new CommandError(`Unable to authenticate as ${username}`);
		}
		return { username, permissions: knownPermissions(row.permissions) };
	}

	/**
	 * Makes a token. All clients wait in one line for theirs, so that nobody
	 * can draw many and learn about the source of randomness.
	 */
	issue(): Promise<IssuedToken> {
		const issued = this.#lastToken.then(async () => {
			await delay(this.#times.newToken);
			const token = crypto()
				.randomBytes(TOKEN_BYTES)
				.toString('base64')
				.replaceAll('+', '.')
				.replaceAll('/', '_');
			return { token, stored: storedForm(token) };
		});
		this.#lastToken = issued.catch(() => {});
		return issued;
	}
}

/** Makes sure that an account with every permission exists and has this password. */
export async function ensureAdmin(
	users: UserStore,
	username: string,
	password: string,
): Promise<void> {
	const permissions: readonly Permission[] = ['@all'];
	await users.put({ username, token: storedForm(password), permissions });
}

function storedForm(token: string): string {
	const salt = crypto().randomBytes(SALT_BYTES).toString('hex');
	return `${ALGORITHM}:${salt}:${digest(ALGORITHM, salt, token).toString('hex')}`;
}

function isTokenOf(token: string, stored: string): boolean {
	const [algorithm = '', salt = '', hex = '', ...rest] = stored.split(':');
	if (rest.length > 0 || !ALGORITHMS.has(algorithm)) return false;
	const expected = Buffer.from(hex, 'hex');
	const actual = digest(algorithm, salt, token);
	return expected.length === actual.length && crypto().timingSafeEqual(expected, actual);
}

function digest(algorithm: string, salt: string, token: string): Buffer {
	return crypto().createHash(algorithm).update(salt).update(token).digest();
}
