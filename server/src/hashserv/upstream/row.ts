import type { AdoptedRow } from '../store/store';

/** The text of the `created` column as servers write it today. */
const CREATED = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/;

/** Another server's row, or null when it is not one; nothing of it is believed unseen. */
export function rowOf(answer: unknown, isUnihash: (unihash: string) => boolean): AdoptedRow | null {
	if (typeof answer !== 'object' || answer === null) return null;
	const fields = answer as Readonly<Record<string, unknown>>;
	const { method, taskhash, outhash, unihash, created } = fields;
	if (typeof method !== 'string' || typeof taskhash !== 'string') return null;
	if (typeof outhash !== 'string' || typeof unihash !== 'string') return null;
	if (!isUnihash(unihash)) return null;
	return {
		method,
		taskhash,
		outhash,
		unihash,
		created: typeof created === 'string' && CREATED.test(created) ? created : null,
		owner: text(fields.owner),
		PN: text(fields.PN),
		PV: text(fields.PV),
		PR: text(fields.PR),
		task: text(fields.task),
		outhash_siginfo: text(fields.outhash_siginfo),
	};
}

function text(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}
