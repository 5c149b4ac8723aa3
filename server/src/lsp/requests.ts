/** Registers what answers the messages of `shared/`, which have their types with them. */
import {
	type CancellationToken,
	type Connection,
	LSPErrorCodes,
	ProgressType,
	ResponseError,
} from 'vscode-languageserver/node';
import type { LongRequest, Request } from '../shared/protocol';

/** Registers what answers a request; what it throws becomes the error that the client is told. */
export function onRequest<Params, Result>(
	connection: Connection,
	{ method }: Request<Params, Result>,
	/** The signal is aborted when the client does not want the answer any more. */
	answer: (params: Params, signal: AbortSignal) => Result | Promise<Result>,
): void {
	connection.onRequest<unknown, void>(method, (...received: unknown[]) => {
		// Of a request without parameters the library hands on the token alone.
		const token = received.pop() as CancellationToken;
		return answer(received[0] as Params, signalOf(token));
	});
}

/** What whoever answers a long request is given beside its parameters. */
export interface Attendance<Step> {
	/** Aborted when the client does not want the answer any more. */
	readonly signal: AbortSignal;
	onProgress(step: Step): void;
}

/** @param cancelled what a client is told that cancelled the request */
export function onLongRequest<Params, Result, Step>(
	connection: Connection,
	{ method }: LongRequest<Params, Result, Step>,
	cancelled: string,
	answer: (params: Params, attendance: Attendance<Step>) => Promise<Result>,
): void {
	const progressType = new ProgressType<unknown>();
	connection.onRequest<unknown, void>(
		method,
		async (
			{ progressToken, ...params }: Params & { readonly progressToken: string },
			token: CancellationToken,
		) => {
			const signal = signalOf(token);
			try {
				const result = await answer(params as Params, {
					signal,
					onProgress: (step) => void connection.sendProgress(progressType, progressToken, step),
				});
				signal.throwIfAborted();
				return result;
			} catch (error) {
				throw signal.aborted ? new ResponseError(LSPErrorCodes.RequestCancelled, cancelled) : error;
			}
		},
	);
}

/** Says no in a sentence of ours: of other errors the protocol's library makes one about a request. */
export function refusal(message: string): ResponseError<void> {
	return new ResponseError(LSPErrorCodes.RequestFailed, message);
}

/** Aborted when the client does not want the answer any more. */
export function signalOf(token: CancellationToken): AbortSignal {
	const cancel = new AbortController();
	token.onCancellationRequested(() => cancel.abort());
	return cancel.signal;
}
