import { connectClient } from '../../hashserv/client';
import { messageOf } from '../../hashserv/errors';
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
	title: 'Same answers on both sides',
	run: async (patient) => {
		const targets = standingServers(patient);
		if (targets.length === 0) {
			return skipped('There is one side alone: no server is named that runs without a build.');
		}
		const { tasks, reason } = await knownTasks(patient, COUNT);
		if (tasks.length === 0) return skipped(`No known hash to compare. ${reason}`);
		const all = await Promise.all(
			targets.map((target) => compare(target, tasks, patient.timeoutMs)),
		);
		const asked = all.filter(({ error }) => error === undefined);
		if (asked.length === 0) {
			return skipped(`Nobody to compare with. ${all.map(({ error }) => error).join(' ')}`);
		}
		const different = asked.flatMap((each) => each.different);
		const summary = asked
			.map(
				(each) =>
					`Of ${plural(tasks.length, 'task')} in the local database ${each.text} answers the same for ${each.equal}, something else for ${each.different.length}, and does not know ${each.unknown}.`,
			)
			.join(' ');
		if (different.length > 0) {
			return {
				status: 'warning',
				summary,
				details: different.slice(0, 5).map(({ taskhash }) => `taskhash ${taskhash} differs`),
				meaning:
					'Outputs are stored under one name here and looked for under another there, so they are missed.',
				fix: 'Let all builds ask the same server. hashequiv db merge unites two databases.',
			};
		}
		return asked.every(({ equal }) => equal === 0)
			? {
					status: 'info',
					summary,
					meaning:
						'The other side has never seen what was built here, so nothing can be said about equal results.',
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
	if (typeof answer !== 'object' || answer === null) return null;
	if ('invoke-error' in answer) throw new Error('it refuses look-ups');
	return 'unihash' in answer && typeof answer.unihash === 'string' ? answer.unihash : null;
}
