import { chmod, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type NetrcLogin, withLogin, withoutLogin } from './netrc';

/**
 * Adds a login to `~/.netrc`, where BitBake, its fetchers and other programs
 * look. The file is readable for its owner alone: Python refuses it otherwise.
 * Answers how to take that back, which leaves what others have written since.
 * @throws the system's error when the file cannot be read or written
 */
export async function addLogin(login: NetrcLogin): Promise<() => Promise<void>> {
	const path = await realPath(join(homedir(), '.netrc'));
	const before = await read(path);
	const written = withLogin(before ?? '', login);
	await replace(path, written);
	return async () => {
		const now = await read(path);
		if (now === undefined) return;
		if (now !== written) await replace(path, withoutLogin(now, login, before ?? ''));
		else if (before === undefined) await rm(path, { force: true });
		else await replace(path, before);
	};
}

/** Of the file that a link leads to, so that the link stays. */
async function realPath(path: string): Promise<string> {
	return realpath(path).catch(() => path);
}

async function read(path: string): Promise<string | undefined> {
	try {
		return await readFile(path, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
}

/** All or nothing: a disk that is full must not cost the logins that were there. */
async function replace(path: string, text: string): Promise<void> {
	const temporary = `${path}.${process.pid}.new`;
	try {
		await writeFile(temporary, text, { mode: 0o600, flag: 'wx' });
		await chmod(temporary, 0o600);
		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
}
