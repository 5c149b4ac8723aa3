import type { ServerState } from '../shared/state';

/** A line for a log. */
interface Entry {
	readonly level: 'info' | 'warn' | 'error';
	readonly message: string;
}

/** What a log says of a server that an editor shows: where it answers from when until when. Null where nothing begins or ends. */
export function entryOf(before: ServerState, now: ServerState): Entry | null {
	if (now.kind === before.kind) return null;
	switch (now.kind) {
		case 'running': {
			const life = now.isDetached === true ? 'it outlives this window' : 'it ends with this window';
			return info(`hash server running at ${now.address}, database ${now.database}; ${life}`);
		}
		case 'attached':
			return info(
				`another's hash server answers at ${now.address} and is shown; none was started here`,
			);
		case 'stopping':
			return before.kind === 'starting'
				? info(`the start of the hash server at ${before.address} was cancelled`)
				: info('stopping the hash server');
		case 'stopped':
			return before.kind === 'attached'
				? info(`another's hash server at ${before.address} is not shown any more`)
				: info('the hash server does not run any more');
		case 'failed':
			return { level: 'error', message: now.message };
		case 'starting':
			return info(`starting the hash server at ${now.address}`);
	}
}

function info(message: string): Entry {
	return { level: 'info', message };
}
