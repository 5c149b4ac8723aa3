import { type Disposable, type Event, EventEmitter } from 'vscode';
import type { StatusSnapshot } from '../../../server/src/shared/state';
import { setContextKey } from '../contextKeys';
import { usesServer } from './usesServer';

/** Whether there is a language server to believe. */
export type Phase = 'loading' | 'ready' | 'unavailable';

/** The last status the language server sent, for everything that shows it. */
export interface StatusStore extends Disposable {
	readonly snapshot: StatusSnapshot;
	readonly onDidChange: Event<void>;
	set(snapshot: StatusSnapshot): void;
	/** Also forgets the snapshot unless the language server is ready: a hash server lives no longer than it. */
	setPhase(phase: Phase): void;
}

const NOTHING: StatusSnapshot = { builds: [], server: { kind: 'stopped' }, loading: true };

/** Makes the store, which also keeps the context keys that package.json's when clauses use. */
export function createStatusStore(): StatusStore {
	const changed = new EventEmitter<void>();
	let snapshot = NOTHING;
	let phase: Phase = 'loading';

	function publish(): void {
		setContextKey('serverState', snapshot.server.kind);
		setContextKey('sharing', snapshot.sharing?.kind ?? 'none');
		setContextKey('hasBuild', snapshot.builds.length > 0);
		setContextKey('connected', snapshot.builds.some(usesServer));
		setContextKey('phase', phase === 'ready' && snapshot.loading ? 'loading' : phase);
		changed.fire();
	}

	return {
		get snapshot() {
			return snapshot;
		},
		onDidChange: changed.event,
		set(next) {
			snapshot = next;
			publish();
		},
		setPhase(next) {
			phase = next;
			if (next !== 'ready') {
				snapshot = NOTHING;
			}
			publish();
		},
		dispose: () => changed.dispose(),
	};
}
