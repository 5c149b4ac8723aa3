import { monotonic } from '../shared/monotonic';
import { AnswerQueue } from './answers';
import { ClientContext } from './client-context';
import type { Command, MessageCommand, StreamHandler } from './commands/command';
import { andThen } from './commands/command';
import type { Call } from './commands/index';
import { CommandError, messageOf, StoreError, WireError } from './errors';
import type { LogLevel, Service } from './service';
import type { Connection, ConnectionListener } from './transport/connection';
import { Share } from './turns';
import { encodeMessage, MessageReader, splitMessage } from './wire/chunks';
import { type Handshake, HandshakeReader, needsHeaders } from './wire/handshake';
import { quote } from './wire/quote';

/** Answers of one client that may be outstanding; reading stops there. */
const MOST_OUTSTANDING = 1024;

/**
 * One client: handshake, then messages, and lines in stream mode. Answers go
 * out in the order of the requests. It reads only while it may act on what it
 * reads, so a client that does not take its answers, or waits for a commit,
 * is slowed down by its own connection.
 */
export class Session implements ConnectionListener {
	readonly #connection: Connection;
	readonly #service: Service;
	readonly #context: ClientContext;
	readonly #closed: () => void;
	readonly #answers: AnswerQueue;
	readonly #handshakeTimer: NodeJS.Timeout;
	#handshake: HandshakeReader | null;
	#messages: MessageReader;
	#stream: { readonly command: Command; readonly handler: StreamHandler } | null = null;
	/** The command whose answers are outstanding. */
	#running: Command | null = null;
	/** What waits for the outstanding answers: a request, the end of stream mode, a failure. */
	#held: (() => void) | null = null;
	readonly #share = new Share();
	/** Its share is used up, and it goes on after others had theirs. */
	#waits = false;
	#chunks = false;
	#stuck = { progress: -1, since: 0 };
	#finishing = false;
	#over = false;

	/** @param closed called once, when the connection is gone */
	constructor(connection: Connection, service: Service, closed: () => void) {
		this.#connection = connection;
		this.#service = service;
		this.#closed = closed;
		this.#context = new ClientContext(service, connection.peer);
		this.#answers = new AnswerQueue(
			(text) => this.#deliver(text),
			(error) => this.#fail(error),
			() => this.readable(),
		);
		this.#handshake = new HandshakeReader(service.limits.headers);
		this.#messages = new MessageReader(service.limits.message, false);
		this.#handshakeTimer = setTimeout(() => {
			this.#fail(new WireError('timeout', 'no handshake in time'));
		}, service.handshakeTimeout);
		connection.attach(this);
	}

	/** Closes when the client has been in the middle of one line for too long. To be called now and then. */
	checkStuck(lineTimeout: number): void {
		const { partial, progress } = this.#connection;
		const isWithin = partial > 0 || this.#messages.unfinished;
		// While we do not read, the client is not to blame.
		const isReading =
			this.#held === null &&
			this.#answers.size === 0 &&
			!this.#waits &&
			!this.#connection.congested;
		if (!isWithin || !isReading || progress !== this.#stuck.progress) {
			this.#stuck = { progress, since: monotonic() };
		} else if (monotonic() - this.#stuck.since > lineTimeout) {
			this.#fail(new WireError('timeout', 'stopped in the middle of a line'));
		}
	}

	/** Takes no further request; closes when the outstanding ones are answered. */
	finish(): void {
		this.#finishing = true;
		this.readable();
	}

	/** True when the last answers are on their way: whether the client closes its side, too, does not matter any more. */
	get isFinished(): boolean {
		return this.#over && !this.#connection.unsent;
	}

	/** Closes at once. */
	abort(): void {
		this.#connection.destroy();
	}

	readable(): void {
		if (!this.#waits) this.#share.renew();
		try {
			while (this.#mayRead()) {
				if (this.#stream !== null) {
					if (!this.#readStream(this.#stream.handler)) break;
				} else if (!this.#readLine()) break;
				// Written output may make room to read on.
				if (this.#connection.congested) this.#connection.flush();
			}
			if (!this.#over && this.#answers.size === 0) this.#endWhenDone();
		} catch (error) {
			this.#afterAnswers(() => this.#fail(error));
		}
		if (this.#over) return;
		this.#connection.flush();
		if (this.#share.isUsed) this.#goOnLater();
	}

	#goOnLater(): void {
		if (this.#waits) return;
		this.#waits = true;
		this.#service.turns.later(() => {
			this.#waits = false;
			this.readable();
		});
	}

	closed(error?: Error): void {
		clearTimeout(this.#handshakeTimer);
		this.#over = true;
		this.#answers.clear();
		this.#context.leave();
		const reason = error === undefined ? '' : `: ${error.message}`;
		this.#service.log('debug', `${this.#connection.peer} disconnected${reason}`);
		this.#closed();
	}

	#mayRead(): boolean {
		if (this.#over || this.#finishing || this.#connection.congested) return false;
		if (this.#answers.size >= MOST_OUTSTANDING || !this.#share.allows()) return false;
		if (this.#held === null) return true;
		if (this.#answers.size > 0) return false;
		const resume = this.#held;
		this.#held = null;
		resume();
		return this.#mayRead();
	}

	/** Reads one line outside stream mode; false when there is none. */
	#readLine(): boolean {
		const line = this.#connection.read();
		if (line === undefined) return false;
		if (this.#handshake !== null) {
			const handshake = this.#handshake.push(line);
			if (handshake !== undefined) this.#greet(handshake);
			return true;
		}
		if (line === 'END' && !this.#messages.unfinished) {
			// BitBake 2.8 says it twice on its way from one stream mode to another.
			this.#afterAnswers(() => this.#connection.send('ok'));
			return true;
		}
		const message = this.#messages.push(line);
		if (message === null) this.#afterAnswers(() => this.#end());
		else if (message !== undefined) this.#dispatch(message);
		return true;
	}

	#greet(handshake: Handshake): void {
		clearTimeout(this.#handshakeTimer);
		this.#handshake = null;
		this.#chunks = this.#connection.chunks && handshake.version !== '1.0';
		this.#messages = new MessageReader(this.#service.limits.message, this.#chunks);
		if (needsHeaders(handshake)) this.#connection.send('');
	}

	#dispatch(message: unknown): void {
		const call = this.#service.commands.find(message);
		if (call === null) {
			throw new WireError('unknown-command', `unknown command: ${quote(JSON.stringify(message))}`);
		}
		if (mayOverlap(call.command, this.#running)) this.#start(call);
		else this.#afterAnswers(() => this.#start(call));
	}

	/** Acts when the outstanding answers are out; nothing is read until then. */
	#afterAnswers(action: () => void): void {
		if (this.#answers.size === 0) action();
		else this.#held = action;
	}

	#start({ command, argument }: Call): void {
		this.#context.requirePermissions(command, argument);
		this.#running = command;
		if (command.kind === 'stream') {
			this.#stream = { command, handler: command.open(this.#context) };
			this.#connection.send('"ok"');
			return;
		}
		const started = monotonic();
		const answer = this.#run(command, argument, started);
		this.#answers.add(answer);
	}

	#run(command: MessageCommand, argument: unknown, started: number): string | Promise<string> {
		return andThen(command.run(this.#context, argument), (answer) => {
			this.#service.stats.requests++;
			this.#service.stats.times.add(monotonic() - started);
			return encodeMessage(answer);
		});
	}

	/** Reads lines of stream mode while there are any; false when there is no more. */
	#readStream({ line: answer, bytes }: StreamHandler): boolean {
		const started = monotonic();
		let lines = 0;
		let more = true;
		while (this.#mayRead()) {
			// Answers made of bytes cannot queue: they leave at once.
			if (bytes !== undefined && this.#answers.size === 0) lines += this.#connection.answer(bytes);
			const raw = this.#connection.read();
			if (raw === undefined) {
				more = false;
				break;
			}
			const line = withoutBlankEnd(raw);
			if (line === 'END' || line === '') {
				// The reference takes an empty line for the end, too.
				this.#afterAnswers(() => this.#endStream());
				break;
			}
			this.#answers.add(answer(line));
			lines++;
		}
		this.#service.stats.requests += lines;
		this.#service.stats.times.add(monotonic() - started, lines);
		return more;
	}

	#endStream(): void {
		this.#stream = null;
		this.#connection.send('ok');
	}

	#deliver(text: string): void {
		if (this.#stream !== null) this.#connection.send(text);
		else this.#sendMessage(text);
	}

	#sendMessage(json: string): void {
		const lines = this.#chunks ? splitMessage(json) : [json];
		for (const line of lines) this.#connection.send(line);
	}

	/** Nothing is outstanding: closes if the client has ended, or the server is closing. */
	#endWhenDone(): void {
		if (!this.#finishing && !this.#connection.ended) return;
		if (!this.#finishing && (this.#connection.partial > 0 || this.#messages.unfinished)) {
			throw new WireError('half-line', 'the client left in the middle of a message');
		}
		this.#end();
	}

	#end(): void {
		this.#over = true;
		clearTimeout(this.#handshakeTimer);
		this.#connection.end();
	}

	/** The one place where things go wrong: tells the client if the protocol can, logs, closes. */
	#fail(error: unknown): void {
		if (this.#over) return;
		const { log } = this.#service;
		const { peer } = this.#connection;
		if (error instanceof WireError) {
			log('warn', `${peer} is disconnected: ${error.message}`);
		} else {
			log(this.#levelOf(error), `${peer}: a request failed: ${messageOf(error)}`);
			if (error instanceof StoreError) this.#service.stats.databaseProblem = error.message;
			if (this.#mayTell(error)) {
				const message =
					error instanceof CommandError || error instanceof StoreError
						? error.message
						: 'internal error';
				this.#sendMessage(encodeMessage({ 'invoke-error': { message } }));
			}
		}
		this.#answers.clear();
		this.#end();
	}

	/** A full disk fails every report of every build, and the log may be on that disk. */
	#levelOf(error: unknown): LogLevel {
		if (error instanceof CommandError) return 'info';
		const isKnown = error instanceof StoreError && !this.#service.problems.isDue(error.message);
		return isKnown ? 'debug' : 'error';
	}

	/**
	 * In stream mode a client would take an error for a hash; only gc-mark-stream
	 * answers with objects. And a build that is told of an error ends with it, while
	 * after a lost connection it tries again, then goes on without this server: so
	 * failures of our own, such as a full disk, are told to administrators alone.
	 */
	#mayTell(error: unknown): boolean {
		if (this.#stream !== null && this.#stream.command.name !== 'gc-mark-stream') return false;
		return error instanceof CommandError || isForAdministrators(this.#running);
	}
}

function isForAdministrators(command: Command | null): boolean {
	const permissions = command?.permissions ?? [];
	return permissions.includes('@db-admin') || permissions.includes('@user-admin');
}

function mayOverlap(command: Command, running: Command | null): boolean {
	return command === running && command.kind === 'message' && command.overlaps === true;
}

/** The line without white space at its end, which the reference strips; most lines have none. */
function withoutBlankEnd(line: string): string {
	return line.charCodeAt(line.length - 1) <= 0x20 ? line.trimEnd() : line;
}
