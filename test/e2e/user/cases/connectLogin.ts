/** A cache that lets nobody in without a login: where the login goes, and where it does not. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type Case, until } from '../../support/cases';
import { answersPing } from '../../support/hashClient';
import type { UserContext } from '../context';
import { quickInputFaults } from '../legible';
import type { Workbench } from '../workbench';

const PLAIN = 'MACHINE = "qemux86-64"\nDISTRO = "poky"\n';
const CONNECT = 'Hash Equivalence: Connect to a Shared Cache...';
const USER = 'builder';
const PASSWORD = 'correct horse';

export const loginCases: readonly Case<UserContext>[] = [
	{
		name: 'the login of a hash server goes into ~/.netrc alone, and a wrong password can be corrected',
		async run(context) {
			const netrc = path.join(context.home, '.netrc');
			const before = 'machine other.lan login me password "keep this"\n';
			await writeFile(netrc, before, { mode: 0o600 });
			const build = await context.build(PLAIN);
			const server = await startHashServer(context);
			try {
				const workbench = await context.window(build);
				await workbench.statusItem('Hash server: stopped').waitFor();
				await workbench.command(CONNECT);
				await context.inEveryLook('connect-host', quickInputFaults);
				await answer(workbench, server.address);
				await found(workbench, 'wants a login');
				await workbench.page.keyboard.press('Enter');

				await answer(workbench, USER, 'User name');
				await context.inEveryLook('connect-password', quickInputFaults);
				await answer(workbench, 'wrong', 'Password or token of builder');
				await confirm(workbench);
				const refused = await workbench.notification(`does not let ${USER} in`);
				assert.equal(await readFile(netrc, 'utf8'), before);

				await refused.getByRole('button', { name: 'Try Again' }).click();
				await logIn(workbench);
				await preview(workbench);
				const shown = await workbench.page.locator('.monaco-diff-editor').textContent();
				assert.ok(shown && !shown.includes('horse'), 'the password is in the preview');
				await applyAndSave(workbench);
				const text = await readFile(path.join(build, 'conf/local.conf'), 'utf8');
				assert.ok(text.includes(`BB_HASHSERVE = "${server.address}"`), text);
				assert.ok(!text.includes('horse') && !text.includes(USER), text);
				assert.equal(
					await readFile(netrc, 'utf8'),
					`machine ${server.address} login ${USER} password "${PASSWORD}"\n${before}`,
				);
				assert.equal((await stat(netrc)).mode & 0o777, 0o600);
			} finally {
				await server.stop();
			}
		},
	},
	{
		name: 'a mirror that answers 401 is used with a login, and giving up anywhere changes nothing',
		async run(context) {
			const netrc = path.join(context.home, '.netrc');
			const before = 'machine other.lan login me password keep\n';
			await writeFile(netrc, before, { mode: 0o600 });
			const mirror = await startMirror();
			try {
				const build = await context.build(PLAIN);
				const workbench = await context.window(build);
				const { page } = workbench;
				await workbench.statusItem('Hash server: stopped').waitFor();
				const untouched = async (): Promise<void> => {
					await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
					assert.equal(await readFile(netrc, 'utf8'), before);
					assert.equal(await readFile(path.join(build, 'conf/local.conf'), 'utf8'), PLAIN);
				};
				const choose = async (): Promise<void> => {
					await workbench.command(CONNECT);
					await answer(workbench, `${mirror.url}/sstate`);
					await found(workbench, 'wants a login');
					const row = page.locator('.quick-input-list .monaco-list-row', { hasText: '/sstate' });
					await row.first().click();
					await page.keyboard.press('Enter');
				};

				// Nothing shows what is there, so nothing is ticked, and that is said.
				await workbench.command(CONNECT);
				await answer(workbench, `${mirror.url}/sstate`);
				await found(workbench, 'wants a login');
				await context.inEveryLook('connect-uncertain', quickInputFaults);
				await page.keyboard.press('Enter');
				await page.locator('.quick-input-widget', { hasText: 'Tick at least one' }).waitFor();
				await page.keyboard.press('Escape');
				await untouched();

				await choose();
				await prompt(workbench, 'User name');
				await page.keyboard.press('Escape');
				await untouched();

				await choose();
				await answer(workbench, USER, 'User name');
				await prompt(workbench, 'Password or token');
				await page.keyboard.press('Escape');
				await untouched();

				await choose();
				await answer(workbench, USER, 'User name');
				await answer(workbench, PASSWORD, 'Password or token');
				await page.getByRole('button', { name: 'Cancel' }).click();
				await untouched();

				await choose();
				await logIn(workbench);
				await preview(workbench);
				await applyAndSave(workbench);
				const text = await readFile(path.join(build, 'conf/local.conf'), 'utf8');
				assert.ok(text.includes(`${mirror.url}/sstate/PATH`), text);
				assert.ok(!text.includes('horse') && !text.includes(USER), text);
				assert.equal(
					await readFile(netrc, 'utf8'),
					`machine 127.0.0.1 login ${USER} password "${PASSWORD}"\n${before}`,
				);
			} finally {
				mirror.close();
			}
		},
	},
];

/** Waits for the input box with this prompt. */
async function prompt({ page }: Workbench, text: string): Promise<void> {
	await page.locator('.quick-input-widget', { hasText: text }).waitFor();
}

/** Types into the input box with this prompt; the first one asks for the host. */
async function answer(
	workbench: Workbench,
	text: string,
	question = 'The machine that shares its cache',
): Promise<void> {
	await prompt(workbench, question);
	const input = workbench.page.locator('.quick-input-widget .quick-input-box input');
	await input.fill(text);
	await input.press('Enter');
}

/** Waits until a part of a cache is listed with this said of it. */
async function found({ page }: Workbench, text: string): Promise<void> {
	await page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first().waitFor();
}

async function confirm({ page }: Workbench): Promise<void> {
	await page.getByRole('button', { name: 'Add to ~/.netrc' }).click();
}

async function logIn(workbench: Workbench): Promise<void> {
	await answer(workbench, USER, 'User name');
	await answer(workbench, PASSWORD, 'Password or token');
	await confirm(workbench);
}

async function preview({ page }: Workbench): Promise<void> {
	await page.locator('.monaco-diff-editor .line-insert').first().waitFor();
	await page.getByText('Make these changes to local.conf?').first().waitFor();
}

async function applyAndSave(workbench: Workbench): Promise<void> {
	const question = await workbench.notification('Make these changes');
	await question.getByRole('button', { name: 'Apply' }).click();
	await until('the edit', () => workbench.isDirty('local.conf'));
	await workbench.save('local.conf');
}

/** A hash server that answers nobody without a login. */
async function startHashServer(context: UserContext) {
	const address = await context.freeAddress();
	const server = spawn(
		process.execPath,
		[
			path.resolve('dist/hashequiv.js'),
			...['serve', '--bind', address, '--database', path.join(context.folder, 'login.db')],
			...['--anon-perms', '@none', '--admin-user', USER, '--admin-password', PASSWORD],
		],
		{ stdio: 'ignore' },
	);
	await until('the server that wants a login', () => answersPing(address));
	return {
		address,
		stop: async () => {
			const ended = once(server, 'exit');
			server.kill();
			await ended;
		},
	};
}

/** A web server with shared state that says 401 to all who do not log in. */
async function startMirror() {
	const expected = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
	const server = createServer((request, response) => {
		if (request.headers.authorization !== expected) {
			response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="cache"' }).end();
		} else if (request.url === '/sstate/') {
			response.end('<a href="00/">00/</a> <a href="ff/">ff/</a>');
		} else {
			response.writeHead(404).end();
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: () => server.close(),
	};
}
