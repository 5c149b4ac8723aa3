import type { ServerState, ServerStats } from '../../../server/src/shared/state';

/** The hash server's state in few words, such as `running 127.0.0.1:8686`. */
export function serverText(state: ServerState): string {
	switch (state.kind) {
		case 'starting':
		case 'running':
			return `${state.kind} ${state.address}`;
		case 'attached':
			return `attached to ${state.address}`;
		default:
			return state.kind;
	}
}

/** One labelled figure of the running server. */
interface Figure {
	readonly id: string;
	readonly label: string;
	readonly value: string;
	readonly explanation: string;
}

/** What the running server has done and holds, in the order to show it. */
export function figuresOf(stats: ServerStats): readonly Figure[] {
	return [
		{
			id: 'lookups',
			label: 'Look-ups answered',
			value: foundText(stats),
			explanation:
				'How often a build asked for a hash and the server knew an equivalent, since start.',
		},
		{
			id: 'reports',
			label: 'Reports stored',
			value: count(stats.reports),
			explanation: 'Output hashes that builds have reported since start.',
		},
		{
			id: 'rows',
			label: 'Rows',
			value: `${plural(stats.unihashes, 'unihash', 'unihashes')}, ${plural(stats.outhashes, 'output hash', 'output hashes')}`,
			explanation: 'What the database holds.',
		},
		{
			id: 'clients',
			label: 'Clients',
			value: count(stats.clients),
			explanation: 'Connections open now. A running build keeps at least one.',
		},
		{
			id: 'requests',
			label: 'Requests',
			value: count(stats.requests),
			explanation: 'Messages answered since start.',
		},
	];
}

/** How many of the look-ups found something. */
export function foundText({ lookups, hits }: Pick<ServerStats, 'lookups' | 'hits'>): string {
	if (lookups === 0) {
		return 'none asked yet';
	}
	// Rounded down: 100 % is for when nothing was missed.
	return `${Math.floor((100 * hits) / lookups)} % (${count(hits)} of ${count(lookups)})`;
}

/** A number and what it counts, such as `1 error` or `2 errors`. */
export function plural(number: number, one: string, many = `${one}s`): string {
	return `${count(number)} ${number === 1 ? one : many}`;
}

/** A round trip with its unit. */
export function milliseconds(duration: number): string {
	return duration < 1 ? 'under 1 ms' : `${Math.round(duration)} ms`;
}

// The texts around it are English, so the digits are grouped as in English.
const NUMBERS = new Intl.NumberFormat('en');

function count(number: number): string {
	return NUMBERS.format(number);
}
