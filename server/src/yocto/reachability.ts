import * as l10n from '@vscode/l10n';

/** What came of asking for a hash equivalence server at an address. Plain data: whoever asks knows sockets, this half does not. */
export type Reachability =
	| { readonly kind: 'answers'; readonly roundTripMs: number; readonly protocol: string }
	| {
			readonly kind: Unreachable;
			/** What was seen, as the system or the other end said it. */
			readonly detail: string;
	  };

export type Unreachable =
	/** The host is there, but nobody listens. */
	| 'refused'
	/** There is no socket at the path of a `unix://` address. */
	| 'no-socket'
	| 'timeout'
	/** The name of the host stands for no machine. */
	| 'unknown-host'
	/** No way through the network leads there. */
	| 'no-route'
	/** The encrypted connection could not be set up. */
	| 'tls'
	/** Something answers that is no hash equivalence server. */
	| 'other-server'
	| 'failed';

const SENTENCES: Readonly<Record<Unreachable, string>> = {
	refused: l10n.t('The connection is refused: no program listens there.'),
	'no-socket': l10n.t('There is no such socket, so no server runs there.'),
	timeout: l10n.t('Nothing answers in time.'),
	'unknown-host': l10n.t('No host of this name is known on this machine.'),
	'no-route': l10n.t('The network has no way to this host.'),
	tls: l10n.t('The encrypted connection cannot be set up.'),
	'other-server': l10n.t('Something answers, but not as a hash equivalence server.'),
	failed: l10n.t('It cannot be connected to.'),
};

/** Kinds whose sentence says all there is to say. */
const SELF_EXPLANATORY: ReadonlySet<Unreachable> = new Set([
	'refused',
	'no-socket',
	'unknown-host',
]);

/** One or two sentences for people: what answered, or why nothing did. */
export function describeReachability(result: Reachability): string {
	if (result.kind === 'answers') {
		return l10n.t`A hash equivalence server answers in ${formatTime(result.roundTripMs)} (protocol ${result.protocol}).`;
	}
	const sentence = SENTENCES[result.kind];
	return SELF_EXPLANATORY.has(result.kind) || result.detail === ''
		? sentence
		: `${sentence.slice(0, -1)} (${result.detail}).`;
}

function formatTime(milliseconds: number): string {
	return milliseconds < 1 ? l10n.t('less than 1 ms') : `${Math.round(milliseconds)} ms`;
}
