import { type ChildProcess, fork } from 'node:child_process';
import * as l10n from '@vscode/l10n';
import type { SharingFigures, SharingInfo, SharingState } from '../shared/sharing';
import type { ShareMessage } from './messages';

export interface ShareHostOptions {
	/** The bundle of `hashequiv`. */
	readonly cliPath: string;
	log(level: 'info' | 'warn', message: string): void;
}

/** What is shared, and where. */
export interface ShareRequest {
	readonly buildDirectory: string;
	/** To listen on, without a port. */
	readonly host: string;
	readonly sstate: boolean;
	readonly downloads: boolean;
	readonly hashServer: boolean;
	/** Of the hash server, where the build's configuration does not tell. */
	readonly database?: string;
	/** A release's code name instead of the build's own. */
	readonly release?: string;
}

/** A shared cache as an editor sees it: `hashequiv share` in a process that ends with this one. */
export interface ShareHost {
	/** Undefined when nothing is shared. */
	readonly state: SharingState | undefined;
	onDidChange(listener: () => void): void;
	/**
	 * Shares this instead of what was shared before. The signal cancels it, as any later stop does:
	 * then nothing is shared, and it resolves to undefined. Never rejects.
	 */
	start(request: ShareRequest, signal?: AbortSignal): Promise<SharingState | undefined>;
	stop(): Promise<void>;
}

const NOTHING: SharingFigures = {
	requests: 0,
	found: 0,
	missed: 0,
	bytes: 0,
	connections: 0,
	lookups: 0,
	hits: 0,
};
/** Characters of what the process said that are kept, for the reason of its end. */
const MAX_SAID = 4_000;
/** How long transfers may take to end, and a start that nobody wants any more. */
const STOP_TIMEOUT = 10_000;
const CANCEL_TIMEOUT = 1_000;

/**
 * Runs a shared cache as a process of its own: its look-ups would keep the
 * pool of threads busy that the language server reads files with.
 */
export function createShareHost(options: ShareHostOptions): ShareHost {
	return new Host(options);
}

class Host implements ShareHost {
	state: SharingState | undefined;
	readonly #options: ShareHostOptions;
	#child: ChildProcess | undefined;
	#changed: () => void = () => {};
	/** Aborted by whoever wants none of the starts that are under way. */
	#starts = new AbortController();
	#last: Promise<unknown> = Promise.resolve();

	constructor(options: ShareHostOptions) {
		this.#options = options;
	}

	onDidChange(listener: () => void): void {
		this.#changed = listener;
	}

	start(request: ShareRequest, signal?: AbortSignal): Promise<SharingState | undefined> {
		const cancel = AbortSignal.any([this.#starts.signal, ...(signal ? [signal] : [])]);
		return this.#inTurn(async () => {
			if (cancel.aborted) return this.state;
			await this.#end();
			this.#become({ kind: 'starting' });
			const state = await this.#run(request, cancel);
			return cancel.aborted ? this.#stop(CANCEL_TIMEOUT) : state;
		});
	}

	async stop(): Promise<void> {
		this.#starts.abort();
		this.#starts = new AbortController();
		await this.#inTurn(() => this.#stop());
	}

	async #stop(patience?: number): Promise<undefined> {
		if (this.#child !== undefined) {
			this.#become({ kind: 'stopping' });
			await this.#end(patience);
			this.#options.log('info', 'the cache is not shared any more');
		}
		this.#become(undefined);
	}

	/** One after the other. */
	#inTurn<T>(action: () => Promise<T>): Promise<T> {
		const result = this.#last.then(action);
		this.#last = result.catch(() => {});
		return result;
	}

	/** Resolves when the cache is shared, or cannot be, or nobody wants it any more. */
	#run(request: ShareRequest, cancel: AbortSignal): Promise<SharingState | undefined> {
		const { cliPath, log } = this.#options;
		const child = fork(cliPath, argumentsOf(request), {
			// A debugger's port is one process's.
			execArgv: [],
			stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
		});
		this.#child = child;
		let said = '';
		child.stderr?.setEncoding('utf8').on('data', (text: string) => {
			said = (said + text).slice(-MAX_SAID);
			log('info', text.trim());
		});
		return new Promise((resolve) => {
			if (cancel.aborted) resolve(undefined);
			cancel.addEventListener('abort', () => resolve(undefined), { once: true });
			child.on('message', (message: ShareMessage) => {
				if (message.kind === 'running') {
					log('info', sharedText(message.info));
					this.#become({ kind: 'running', info: message.info, figures: NOTHING });
				} else if (this.state?.kind === 'running') {
					this.#become({ ...this.state, figures: message.figures });
				}
				if (this.state !== undefined) resolve(this.state);
			});
			child.on('error', (error) => {
				said += `hashequiv share: ${error.message}`;
			});
			child.once('close', (code, signal) => {
				if (this.#child !== child) return;
				this.#child = undefined;
				const reason =
					/^hashequiv share: (.*)$/m.exec(said)?.[1] ??
					l10n.t`its process ended (${signal ?? code ?? ''})`;
				const failed: SharingState = { kind: 'failed', message: reason };
				log('warn', `the cache is not shared: ${reason}`);
				this.#become(failed);
				resolve(failed);
			});
		});
	}

	/** Ends the process, if there is one, and waits until it has. */
	async #end(patience = STOP_TIMEOUT): Promise<void> {
		const child = this.#child;
		this.#child = undefined;
		if (child === undefined) return;
		await new Promise<void>((resolve) => {
			const timer = setTimeout(() => child.kill('SIGKILL'), patience);
			// Not "close", which does not come after a disconnect.
			child.once('exit', () => {
				clearTimeout(timer);
				resolve();
			});
			if (child.connected) child.disconnect();
		});
	}

	#become(state: SharingState | undefined): void {
		this.state = state;
		this.#changed();
	}
}

/** For a log: what of which build is served where. */
function sharedText({ buildDirectory, sstate, downloads, hashServer }: SharingInfo): string {
	const parts = [
		...(sstate === undefined ? [] : [`shared state ${sstate}`]),
		...(downloads === undefined ? [] : [`downloads ${downloads}`]),
		...(hashServer === undefined ? [] : [`hash server ${hashServer}`]),
	];
	return `the cache of ${buildDirectory} is shared until this window closes: ${parts.join(', ')}`;
}

function argumentsOf(request: ShareRequest): string[] {
	const { buildDirectory, host, sstate, downloads, hashServer, database, release } = request;
	return [
		'share',
		...['--build-dir', buildDirectory],
		...['--bind', host],
		...(sstate ? [] : ['--no-sstate']),
		...(downloads ? [] : ['--no-downloads']),
		...(hashServer ? [] : ['--no-hashserv']),
		...(database === undefined ? [] : ['--database', database]),
		...(release === undefined ? [] : ['--release', release]),
	];
}
