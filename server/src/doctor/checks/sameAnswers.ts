import * as l10n from '@vscode/l10n';
import { connectClient } from '../../hashserv/client';
import { messageOf } from '../../hashserv/errors';
import { refusalOf } from '../../hashserv/refusal';
import { sentences } from '../../text/sentences';
import { type Check, plural, skipped } from '../check';
import { type KnownTask, knownTasks } from '../knownTasks';
import { standingServers, type Target } from '../servers';

/** Tasks to compare: enough to tell, few enough to be no load. */
const COUNT = 20;

interface Comparison {
	readonly text: string;
	readonly equal: number;
	readonly different: readonly KnownTask[];
	readonly unknown: number;
	readonly error?: string;
}

export const sameAnswers: Check = {
	id: 'same-answers',
	title: l10n.t('Same answers on both sides'),
	run: async (patient) => {
		const targets = standingServers(patient);
		if (targets.length === 0) {
			return skipped(
				l10n.t('There is one side alone: no server is named that runs without a build.'),
			);
		}
		const { tasks, reason } = await knownTasks(patient, COUNT);
		if (tasks.length === 0) return skipped(sentences(l10n.t('No known hash to compare.'), reason));
		const all = await Promise.all(
			targets.map((target) => compare(target, tasks, patient.timeoutMs)),
		);
		const asked = all.filter(({ error }) => error === undefined);
		if (asked.length === 0) {
			return skipped(
				sentences(l10n.t('Nobody to compare with.'), ...all.map(({ error }) => error)),
			);
		}
		const different = asked.flatMap((each) => each.different);
		const summary = asked
			.map((each) =>
				plural(
					tasks.length,
					l10n.t`Of 1 task in the local database ${each.text} answers the same for ${each.equal}, something else for ${each.different.length}, and does not know ${each.unknown}.`,
					l10n.t`Of ${tasks.length} tasks in the local database ${each.text} answers the same for ${each.equal}, something else for ${each.different.length}, and does not know ${each.unknown}.`,
				),
			)
			.join(' ');
		if (different.length > 0) {
			return {
				status: 'warning',
				summary,
				details: different.slice(0, 5).map(({ taskhash }) => l10n.t`taskhash ${taskhash} differs`),
				meaning: l10n.t(
					'Outputs are stored under one name here and looked for under another there, so they are missed.',
				),
				fix: l10n.t('Let all builds ask the same server. hashequiv db merge unites two databases.'),
			};
		}
		return asked.every(({ equal }) => equal === 0)
			? {
					status: 'info',
					summary,
					meaning: l10n.t(
						'The other side has never seen what was built here, so nothing can be said about equal results.',
					),
				}
			: { status: 'ok', summary };
	},
};

async function compare(
	{ text, address }: Target,
	tasks: readonly KnownTask[],
	timeoutMs: number,
): Promise<Comparison> {
	try {
		const client = await connectClient(address, { timeout: timeoutMs / 2 });
		try {
			const answers = await Promise.all(
				tasks.map(({ method, taskhash }) =>
					client.request('get', { method, taskhash, all: false }),
				),
			);
			const unihashes = answers.map(unihashIn);
			return {
				text,
				equal: tasks.filter(({ unihash }, index) => unihashes[index] === unihash).length,
				different: tasks.filter(
					({ unihash }, index) => unihashes[index] !== null && unihashes[index] !== unihash,
				),
				unknown: unihashes.filter((unihash) => unihash === null).length,
			};
		} finally {
			client.close();
		}
	} catch (error) {
		return { text, equal: 0, different: [], unknown: 0, error: `${text}: ${messageOf(error)}.` };
	}
}

/** @throws Error when the server refuses to answer */
function unihashIn(answer: unknown): string | null {
	if (refusalOf(answer) !== null) throw new Error(l10n.t('it refuses look-ups'));
	if (typeof answer !== 'object' || answer === null) return null;
	return 'unihash' in answer && typeof answer.unihash === 'string' ? answer.unihash : null;
}
