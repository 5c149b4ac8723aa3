import {
	CancellationError,
	CancellationTokenSource,
	commands,
	type LogOutputChannel,
	Uri,
	workspace,
} from 'vscode';
import { COMMANDS } from '../../../server/src/shared/commands';
import { type DoctorResult, RUN_DOCTOR } from '../../../server/src/shared/doctor';
import { setContextKey } from '../contextKeys';
import type { LanguageServer } from '../languageServer';
import { doctorView } from './model';
import { type DoctorState, keptIn } from './state';
import type { FromDoctor, ToDoctor } from './view';

interface Parts {
	readonly server: Pick<LanguageServer, 'longRequest'>;
	readonly log: LogOutputChannel;
	readonly post: (message: ToDoctor) => void;
	/** What the page had kept over a reload. */
	readonly saved: unknown;
}

/** One panel's build and the last report on it. */
export class DoctorSession {
	readonly #parts: Parts;
	#state: DoctorState;
	/** Ends the examination that is under way. */
	#running: CancellationTokenSource | undefined;

	constructor(parts: Parts) {
		this.#parts = parts;
		const kept = keptIn(parts.saved);
		this.#state = { ...kept, directory: directoryOf(kept.buildUri), run: { kind: 'none' } };
		this.#tellReport();
	}

	/** The report that is shown, for a ticket. */
	get markdown(): string | undefined {
		return this.#state.shown?.markdown;
	}

	receive(message: FromDoctor): void {
		switch (message.kind) {
			case 'ready':
				this.#become({});
				break;
			case 'run':
				// The command's way: it asks for trust, and for a build where none is known.
				void commands.executeCommand(COMMANDS.runDoctor, { buildUri: this.#state.buildUri });
				break;
			case 'cancel':
				this.#running?.cancel();
				break;
			case 'copy':
				void commands.executeCommand(COMMANDS.copyDoctorReport);
				break;
			case 'open':
				this.#openPlace(message.id);
		}
	}

	/** Examines a build; the report on another one goes. One examination at a time. */
	async examine(buildUri: string): Promise<void> {
		const isSame = buildUri === this.#state.buildUri;
		if (isSame && this.#running !== undefined) return;
		this.#running?.cancel();
		const mine = new CancellationTokenSource();
		this.#running = mine;
		const become = (change: Partial<DoctorState>): void => {
			if (this.#running === mine) this.#become(change);
		};
		become({
			buildUri,
			directory: directoryOf(buildUri),
			run: { kind: 'running', progress: null },
			...(isSame ? {} : { shown: null }),
		});
		const unsaved = unsavedFiles();
		try {
			const result = await this.#ask(buildUri, mine, become);
			become({ shown: { ...result, unsaved }, run: { kind: 'done' } });
		} catch (error) {
			if (mine.token.isCancellationRequested || error instanceof CancellationError) {
				become({ run: { kind: 'cancelled' } });
			} else {
				this.#parts.log.error(error instanceof Error ? error : String(error));
				const message = error instanceof Error ? error.message : String(error);
				become({ run: { kind: 'failed', message } });
			}
		} finally {
			if (this.#running === mine) this.#running = undefined;
			mine.dispose();
		}
	}

	/** Ends what is under way: nobody looks any more. */
	dispose(): void {
		const running = this.#running;
		this.#running = undefined;
		running?.cancel();
		setContextKey('hasReport', false);
	}

	#ask(
		buildUri: string,
		{ token }: CancellationTokenSource,
		become: (change: Partial<DoctorState>) => void,
	): Promise<DoctorResult> {
		return this.#parts.server.longRequest(RUN_DOCTOR, { buildUri }, token, (progress) =>
			become({ run: { kind: 'running', progress } }),
		);
	}

	#openPlace(id: string): void {
		const checks = this.#state.shown?.report.checks ?? [];
		const place = checks.find((check) => check.id === id)?.place;
		if (place === undefined) return;
		const uri = Uri.file(place.file).toString();
		void commands.executeCommand(COMMANDS.openOrigin, { uri, line: place.line });
	}

	#become(change: Partial<DoctorState>): void {
		this.#state = { ...this.#state, ...change };
		const { buildUri, shown } = this.#state;
		if ('shown' in change) this.#tellReport();
		this.#parts.post({ kind: 'view', view: doctorView(this.#state), kept: { buildUri, shown } });
	}

	#tellReport(): void {
		setContextKey('hasReport', this.#state.shown !== null);
	}
}

function directoryOf(buildUri: string | undefined): string | undefined {
	return buildUri === undefined ? undefined : Uri.parse(buildUri).fsPath;
}

/** The Doctor reads the disk, as BitBake does. */
function unsavedFiles(): string[] {
	return workspace.textDocuments
		.filter(({ isDirty, fileName }) => isDirty && /\.(conf|inc)$/.test(fileName))
		.map(({ fileName }) => workspace.asRelativePath(fileName));
}
