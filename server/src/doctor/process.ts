import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import * as l10n from '@vscode/l10n';
import type { DoctorProgress, DoctorReport, DoctorResult } from '../shared/doctor';
import { markdownText } from './formats/markdown';

export interface DoctorRunOptions {
	/** A release's code name instead of the build's own. */
	readonly release?: string;
	readonly signal: AbortSignal;
	onProgress(progress: DoctorProgress): void;
}

/** Milliseconds after which a process that does not end is given up. */
const LIMIT = 60_000;

/**
 * Runs the Doctor as a process of its own: what it reads may take its time, and
 * whoever waits can end it at any moment.
 */
export function doctorIn(cliPath: string) {
	return async (
		directory: string,
		{ release, signal, onProgress }: DoctorRunOptions,
	): Promise<DoctorResult> => {
		const args = [cliPath, 'doctor', '--json', '--progress', '--build-dir', directory];
		if (release !== undefined) args.push('--release', release);
		const child = spawn(process.execPath, args, {
			stdio: ['ignore', 'pipe', 'pipe'],
			signal: AbortSignal.any([signal, AbortSignal.timeout(LIMIT)]),
			killSignal: 'SIGKILL',
		});
		const said: string[] = [];
		createInterface({ input: child.stderr }).on('line', (line) => {
			const progress = parse<DoctorProgress>(line);
			if (progress) onProgress(progress);
			else said.push(line);
		});
		const chunks: Buffer[] = [];
		child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
		const ended = new Promise<void>((resolve, reject) => {
			child.once('error', reject);
			child.once('close', () => resolve());
		});
		await ended;
		const report = parse<DoctorReport>(Buffer.concat(chunks).toString());
		if (!report) throw new Error(said.at(-1) ?? l10n.t('The Doctor ended without a report.'));
		return { report, markdown: markdownText(report) };
	};
}

/** Undefined for what is no JSON object. */
function parse<T>(text: string): T | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? (value as T) : undefined;
	} catch {
		return undefined;
	}
}
