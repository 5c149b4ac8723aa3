import { access } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import { head } from './http';
import type { Location } from './mirrorUrl';

/** What a mirror answered when it was asked for a few objects. */
export interface Holdings {
	readonly held: number;
	readonly missing: number;
	/** It wants a login. */
	readonly refused: number;
	/** What went wrong otherwise, in words; the first of them. */
	readonly trouble?: string;
}

/** Asks for all of them at once; each question costs the time-out at most. */
export async function holdingsOf(
	locations: readonly Location[],
	timeoutMs: number,
	signal: AbortSignal,
): Promise<Holdings> {
	const answers = await Promise.all(
		locations.map((location) =>
			location.kind === 'file'
				? fileAt(location.path, timeoutMs)
				: pageAt(location.url, timeoutMs, signal),
		),
	);
	const count = (wanted: string) => answers.filter((answer) => answer === wanted).length;
	const [held, missing, refused] = [count('held'), count('missing'), count('refused')];
	const trouble = answers.find((answer) => !['held', 'missing', 'refused'].includes(answer));
	return { held, missing, refused, ...(trouble === undefined ? {} : { trouble }) };
}

/** True when something answers at the address of a mirror, whatever it says; else why not. */
export async function isThere(
	location: Location,
	timeoutMs: number,
	signal: AbortSignal,
): Promise<true | string> {
	if (location.kind === 'file') {
		const answer = await fileAt(location.path, timeoutMs);
		return answer === 'held'
			? true
			: answer === 'missing'
				? l10n.t('there is no such folder')
				: answer;
	}
	const answer = await head(location.url, timeoutMs, signal);
	if (answer.kind === 'unreachable') return answer.reason;
	return answer.status >= 500 ? l10n.t`it answers with status ${answer.status}` : true;
}

async function pageAt(url: string, timeoutMs: number, signal: AbortSignal): Promise<string> {
	const answer = await head(url, timeoutMs, signal);
	if (answer.kind === 'unreachable') return answer.reason;
	const { status } = answer;
	if (status < 300) return 'held';
	// Object stores answer 403 for what they do not have.
	if ([403, 404, 410].includes(status)) return 'missing';
	return status === 401 || status === 407 ? 'refused' : l10n.t`it answers with status ${status}`;
}

/** A folder of another machine may not answer at all. */
async function fileAt(path: string, timeoutMs: number): Promise<string> {
	let timer: NodeJS.Timeout | undefined;
	const over = new Promise<string>((resolve) => {
		timer = setTimeout(resolve, timeoutMs, l10n.t`no answer within ${timeoutMs / 1000} seconds`);
	});
	const looked = access(path).then(
		() => 'held',
		(error: NodeJS.ErrnoException) => (error.code === 'EACCES' ? 'refused' : 'missing'),
	);
	try {
		return await Promise.race([looked, over]);
	} finally {
		clearTimeout(timer);
	}
}
