import type { ServerMetrics } from '../shared/dashboard';
import type { ServerState } from '../shared/state';

/** A server that runs, as a host shows it: its own in a thread, one on its own, or another's. */
export interface ShownServer {
	/** What a server of ours counts; null for another's, and when it does not tell. */
	measure(): Promise<ServerMetrics | null>;
	/** Stops a server of ours, lets go of another's. Tells nothing any more. Never rejects. */
	stop(): Promise<void>;
	/** Stops what ends with this process, lets go of what does not. Likewise. */
	leave(): Promise<void>;
}

/** What a server is shown by. */
export interface Show {
	/** Told the state at once, whenever it changes, and when the server has ended by itself. */
	tell(state: ServerState): void;
	log(level: 'info' | 'warn' | 'error', message: string): void;
}
