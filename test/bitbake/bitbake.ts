import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Release, releaseOfBitBake } from '../../server/src/yocto/releases';
import { buildShell } from './buildShell';

/** A value that BitBake failed to read is an object with its error. */
export type BitBakeValue = string | null | { readonly error: string };

export interface BitBakeVariable {
	readonly value: BitBakeValue;
	readonly raw: BitBakeValue;
	readonly flags: Readonly<Record<string, string>>;
}

export type BitBakeFile =
	| { readonly ok: true; readonly variables: Readonly<Record<string, BitBakeVariable>> }
	| { readonly ok: false; readonly error: string };

/** A BitBake source tree, from `BITBAKE_DIR`. */
export class BitBake {
	readonly directory: string;
	readonly release: Release;

	constructor(directory: string) {
		this.directory = directory;
		const init = readFileSync(join(directory, 'lib/bb/__init__.py'), 'utf8');
		this.release = releaseOfBitBake(/^__version__\s*=\s*"([\d.]+)"/m.exec(init)?.[1] ?? '0');
	}

	/** What it makes of each file, in a data store of its own with BBPATH at the file's folder. */
	async files(paths: readonly string[], follow: boolean): Promise<BitBakeFile[]> {
		const args = ['files', ...(follow ? [] : ['--no-follow'])];
		return JSON.parse(await this.run(args, JSON.stringify(paths))) as BitBakeFile[];
	}

	/** The whole base configuration of a build directory, by name of the multiconfig ('' for none) and variable. */
	async build(directory: string): Promise<Record<string, Record<string, BitBakeVariable>>> {
		const text = await this.run(['build', directory], '', buildShell(this.directory, directory));
		return JSON.parse(text) as Record<string, Record<string, BitBakeVariable>>;
	}

	/** What `bitbake-getvar --value` prints for each variable of a build; null for one without a value. */
	async getvar(directory: string, names: readonly string[]): Promise<Map<string, string | null>> {
		const env = buildShell(this.directory, directory);
		const values = new Map<string, string | null>();
		// Its server serves one at a time, and stays for the next.
		for (const name of names) {
			const args = ['--value', name];
			const { code, stdout } = await runIn(directory, 'bitbake-getvar', args, env);
			const value = stdout.replace(/^NOTE: .*\n/, '').replace(/\n$/, '');
			// Old versions print Python's None for a variable without a value, and call that a success.
			values.set(name, code !== 0 || value === 'None' ? null : value);
		}
		await runIn(directory, 'bitbake', ['-m'], env);
		return values;
	}

	private run(
		args: readonly string[],
		input: string,
		shell: NodeJS.ProcessEnv = process.env,
	): Promise<string> {
		const script = join(import.meta.dirname, 'evaluate.py');
		const { POKY_DIR } = process.env;
		const env = { ...shell, ...(POKY_DIR ? { OE_LIB: join(POKY_DIR, 'meta/lib') } : {}) };
		const child = spawn('python3', [script, this.directory, ...args], { env });
		return new Promise((resolve, reject) => {
			let stdout = '';
			let stderr = '';
			child.stdout.setEncoding('utf8').on('data', (text: string) => {
				stdout += text;
			});
			child.stderr.setEncoding('utf8').on('data', (text: string) => {
				stderr += text;
			});
			child.on('error', reject);
			child.on('close', (code) =>
				code === 0 ? resolve(stdout) : reject(new Error(stderr.slice(-2000))),
			);
			child.stdin.end(input);
		});
	}
}

function runIn(
	cwd: string,
	program: string,
	args: readonly string[],
	env: NodeJS.ProcessEnv,
): Promise<{ code: number; stdout: string }> {
	return new Promise((done) => {
		execFile(program, args, { cwd, env }, (error, stdout) => {
			done({ code: error === null ? 0 : Number(error.code ?? -1), stdout });
		});
	});
}
