/** The Containerfile's lines, carried out in a folder in place of a root file system. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { bundleProduct, temporaryFolder } from '../support/bundles';
import { quietAddress } from '../support/hashserv';
import { ROOT } from './pages';

const PORT = '8686';

interface Instruction {
	readonly name: string;
	readonly text: string;
}

/** Without comments, and with continued lines as one. */
function instructionsOf(containerfile: string): Instruction[] {
	return containerfile
		.replace(/^#.*\n/gm, '')
		.replaceAll('\\\n', ' ')
		.split('\n')
		.filter((line) => line.trim() !== '')
		.map((line) => ({
			name: line.slice(0, line.indexOf(' ')),
			text: line.slice(line.indexOf(' ') + 1).trim(),
		}));
}

const instructions = instructionsOf(
	readFileSync(join(ROOT, 'docs/examples/Containerfile'), 'utf8'),
);

function textOf(name: string): string {
	const [found, ...more] = instructions.filter((one) => one.name === name);
	if (found === undefined || more.length > 0) throw new Error(`not one ${name}`);
	return found.text;
}

function wordsOf(json: string): [string, ...string[]] {
	return JSON.parse(json) as [string, ...string[]];
}

/** The image, as a folder. */
let root: string;
let dist: string;
const inRoot = (text: string): string => text.replace(/\/(?=(?:usr|var)\/)/g, `${root}/`);

beforeAll(async () => {
	dist = await bundleProduct({
		hashequiv: 'server/src/start.ts',
		'hashequiv-main': 'server/src/cli.ts',
		'hashequiv-serve': 'server/src/serve.ts',
	});
	const script = join(dist, 'hashequiv.js');
	writeFileSync(script, `#!/usr/bin/env node\n${readFileSync(script, 'utf8')}`);
	root = temporaryFolder();
	// What there is in the image that it is made from.
	for (const folder of ['usr/local/bin', 'usr/local/lib', 'var/lib']) {
		mkdirSync(join(root, folder), { recursive: true });
	}
});

describe('the Containerfile', () => {
	it('has no line that is not looked at here', () => {
		const names = new Set(instructions.map(({ name }) => name));
		const known = 'FROM COPY RUN USER WORKDIR VOLUME ENV EXPOSE HEALTHCHECK ENTRYPOINT';
		expect([...names].sort()).toEqual(known.split(' ').sort());
		expect(textOf('EXPOSE')).toBe(PORT);
		expect(textOf('FROM')).toMatch(/node:(2[4-9]|[3-9]\d)-slim$/);
	});

	it('makes an image whose server is healthy until it is stopped, and keeps its database', async () => {
		const files = textOf('COPY').split(' ');
		const folder = inRoot(files.pop() ?? '');
		mkdirSync(folder, { recursive: true });
		for (const file of files) {
			expect(dirname(file)).toBe('dist');
			copyFileSync(join(dist, basename(file)), join(folder, basename(file)));
		}
		// Only root may give files away.
		const run = inRoot(textOf('RUN')).replace(` --owner=${textOf('USER')} --group=node`, '');
		expect(run).not.toContain('--owner');
		execFileSync('sh', ['-c', run]);

		const address = await quietAddress();
		const port = address.slice(address.indexOf(':') + 1);
		const variables = Array.from(inRoot(textOf('ENV')).matchAll(/(\w+)=(\S+)/g), (match) => [
			match[1],
			match[2]?.replace(PORT, port),
		]);
		const path = [inRoot('/usr/local/bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(
			':',
		);
		const env = { PATH: path, ...Object.fromEntries(variables) } as NodeJS.ProcessEnv;
		const cwd = inRoot(textOf('WORKDIR'));
		const [probe, ...question] = wordsOf(textOf('HEALTHCHECK').replace(/^.*? CMD /, ''));
		const health = (): number | null =>
			spawnSync(
				probe,
				question.map((word) => word.replace(PORT, port)),
				{ env, cwd },
			).status;

		const [program, ...flags] = wordsOf(textOf('ENTRYPOINT'));
		const server = spawn(program, flags, { env, cwd, stdio: ['ignore', 'pipe', 'ignore'] });
		onTestFinished(() => {
			server.kill('SIGKILL');
		});
		const ended = new Promise((resolve) => server.once('exit', resolve));
		await new Promise((resolve) => server.stdout.once('data', resolve));
		expect(health()).toBe(0);
		server.kill('SIGTERM');
		expect(await ended).toBe(0);
		expect(health()).toBe(1);
		expect(readdirSync(inRoot(textOf('VOLUME')))).toEqual(['hashserv.db']);
	});
});
