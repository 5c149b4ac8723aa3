import {
	appendFileSync,
	lstatSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { addLogin } from '../../client/src/connect/netrcFile';
import { temporaryFolder } from '../support/hashserv';

const LOGIN = { machine: 'build1:8686', username: 'ci', password: 'secret' };

function home(): string {
	const folder = temporaryFolder();
	vi.stubEnv('HOME', folder);
	return folder;
}

it('makes the file for its owner alone, and takes it back', async () => {
	const folder = home();
	const takeBack = await addLogin(LOGIN);
	const file = join(folder, '.netrc');
	expect(readFileSync(file, 'utf8')).toContain('machine build1:8686 login ci password secret');
	expect(statSync(file).mode & 0o777).toBe(0o600);
	await takeBack();
	expect(readdirSync(folder)).toEqual([]);
});

it('keeps what was there, closes it to others, and follows a link', async () => {
	const folder = home();
	const target = join(folder, 'dotfiles');
	writeFileSync(target, 'machine a login b password c\n', { mode: 0o644 });
	symlinkSync(target, join(folder, '.netrc'));
	const takeBack = await addLogin(LOGIN);
	expect(lstatSync(join(folder, '.netrc')).isSymbolicLink()).toBe(true);
	expect(readFileSync(target, 'utf8')).toMatch(/build1[\s\S]*machine a login b password c\n$/);
	expect(statSync(target).mode & 0o777).toBe(0o600);
	await takeBack();
	expect(readFileSync(target, 'utf8')).toBe('machine a login b password c\n');
});

it.each([
	['', ''],
	[
		'machine build1:8686 login old password older\n',
		'machine build1:8686 login old password older\n',
	],
])('leaves what others write until it is taken back, behind %j', async (before, after) => {
	const file = join(home(), '.netrc');
	writeFileSync(file, before);
	const takeBack = await addLogin(LOGIN);
	appendFileSync(file, 'machine other login o password p\n');
	await takeBack();
	expect(readFileSync(file, 'utf8')).toBe(`${after}machine other login o password p\n`);
});

it('does not bring back a file that somebody has removed', async () => {
	const folder = home();
	writeFileSync(join(folder, '.netrc'), 'machine a login b password c\n');
	const takeBack = await addLogin(LOGIN);
	rmSync(join(folder, '.netrc'));
	await takeBack();
	expect(readdirSync(folder)).toEqual([]);
});

it('says when the file cannot be read, and leaves it', async () => {
	const folder = home();
	symlinkSync(folder, join(folder, '.netrc'));
	await expect(addLogin(LOGIN)).rejects.toThrow(/EISDIR/);
	expect(readdirSync(folder)).toEqual(['.netrc']);
});
