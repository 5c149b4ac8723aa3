import type {
	BuildSnapshot,
	EffectiveSetting,
	ServerState,
	ServerStats,
	StatusSnapshot,
} from '../../server/src/shared/state';

/** Builders of the data that the language server sends. */

export const STATS: ServerStats = {
	unihashes: 1204,
	outhashes: 1,
	clients: 2,
	requests: 4100,
	lookups: 129,
	hits: 120,
	reports: 31,
};

export function running(stats: ServerStats | null = STATS): ServerState {
	return {
		kind: 'running',
		address: '127.0.0.1:8686',
		database: '/srv/sstate_cache/hashserv.db',
		startedAt: 0,
		stats,
	};
}

export const ATTACHED: ServerState = {
	kind: 'attached',
	address: '127.0.0.1:8686',
	roundTripMs: 0.4,
};

export function failed(offer?: string): ServerState {
	return {
		kind: 'failed',
		message: 'Port 8686 is taken.',
		...(offer !== undefined && { offer }),
	};
}

export function setting(change: Partial<EffectiveSetting> = {}): EffectiveSetting {
	return {
		name: 'BB_HASHSERVE',
		value: 'auto',
		isStatic: true,
		origin: { uri: 'file:///w/build/conf/local.conf', line: 12, label: 'conf/local.conf' },
		...change,
	};
}

export function build(change: Partial<BuildSnapshot> = {}): BuildSnapshot {
	return {
		uri: 'file:///w/build',
		label: 'build',
		localConf: 'file:///w/build/conf/local.conf',
		release: { codename: 'scarthgap', version: '5.0', source: 'from bitbake/lib/bb/__init__.py' },
		settings: [setting()],
		problems: { errors: 0, warnings: 0 },
		...change,
	};
}

export function snapshot(change: Partial<StatusSnapshot> = {}): StatusSnapshot {
	return { builds: [build()], server: { kind: 'stopped' }, loading: false, ...change };
}
