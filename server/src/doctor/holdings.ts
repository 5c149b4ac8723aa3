import { access } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import { head, type Way } from './http';
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
	way: Way,
	signal: AbortSignal,
): Promise<Holdings> {
	const answers = await Promise.all(
		locations.map((location) =>
			location.kind === 'file'
				? fileAt(location.path, way.timeoutMs)
				: pageAt(location.url, way, signal),
		),
	);
	const count = (wanted: string) => answers.filter((answer) => answer === wanted).length;
	const [held, missing, refused] = [count('held'), count('missing'), count('refused')];
	const trouble = answers.find((answer) => !['held', 'missing', 'refused'].includes(answer));
	return { held, missing, refused, ...(trouble === undefined ? {} : { trouble }) };
}

/** What is at the address of a mirror itself. */
export type Presence =
	| { readonly kind: 'there' }
	/** Something answers, but not for this folder. Many mirrors show no folders. */
	| { readonly kind: 'unseen' }
	| { readonly kind: 'broken'; readonly reason: string };

/** Whether a mirror is there at all. */
export async function presenceOf(
	location: Location,
	way: Way,
	signal: AbortSignal,
): Promise<Presence> {
	if (location.kind === 'file') {
		const answer = await fileAt(location.path, way.timeoutMs);
		if (answer === 'held') return { kind: 'there' };
		const reason = answer === 'missing' ? l10n.t('there is no such folder') : answer;
		return { kind: 'broken', reason };
	}
	const answer = await head(location.url, way, signal);
	if (answer.kind === 'unreachable') return { kind: 'broken', reason: answer.reason };
	const { status } = answer;
	if (status >= 500) return { kind: 'broken', reason: l10n.t`it answers with status ${status}` };
	return { kind: status < 400 ? 'there' : 'unseen' };
}

async function pageAt(url: string, way: Way, signal: AbortSignal): Promise<string> {
	const answer = await head(url, way, signal);
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
