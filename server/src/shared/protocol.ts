/**
 * How a message between client and language server is named and typed, in one
 * place for both. Plain data: each side hands the name to its own library.
 */

/** Client to server. `types` is never set: it carries what is sent and what is answered. */
export interface Request<Params, Result> {
	readonly method: string;
	readonly types?: (params: Params) => Result;
}

/** One that takes its time: it tells how far it is as `$/progress`, and can be cancelled. */
export interface LongRequest<Params, Result, Step>
	extends Request<Params & ProgressParams, Result> {
	readonly steps?: (step: Step) => void;
}

export interface ProgressParams {
	/** What every step is sent with. */
	readonly progressToken: string;
}

/** Either way, not answered. */
export interface Notification<Params> {
	readonly method: string;
	readonly types?: (params: Params) => void;
}

/** The parameters of a request that has none. */
export type Nothing = undefined;

/** Names a request and says what it carries. */
export function request<Params, Result>(method: string): Request<Params, Result> {
	return { method };
}

/** The same for one that tells how far it is. */
export function longRequest<Params, Result, Step>(
	method: string,
): LongRequest<Params, Result, Step> {
	return { method };
}

/** Names a notification and says what it carries. */
export function notification<Params>(method: string): Notification<Params> {
	return { method };
}
