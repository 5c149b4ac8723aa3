/** What client and language server tell each other to have a build use a shared cache. Plain data: it travels as JSON. */
import { longRequest, request } from './protocol';

/** Asks a host what a build could use of it. */
export const FIND_CACHE = longRequest<FindCacheParams, FoundCache, FindCacheProgress>(
	'hashequiv/findCache',
);

/** Works out what to change so that a build uses a cache. */
export const PLAN_CACHE = request<PlanCacheParams, CachePlan>('hashequiv/planCache');

export interface FindCacheParams {
	/** What the user wrote: a host, `HOST:PORT` or a URL. */
	readonly text: string;
}

/** Something has been asked. */
export interface FindCacheProgress {
	readonly done: number;
	readonly total: number;
}

export type ServiceKind = 'hashServer' | 'sstate' | 'downloads';

/** Whether a name and a password are needed, and how it went with those in `.netrc`. */
export type LoginState = 'none' | 'needed' | 'known' | 'refused';

/** One part of a cache that answered. */
export interface FoundService {
	readonly kind: ServiceKind;
	/** For a hash server in the form of BB_HASHSERVE, else a URL without a slash at its end. */
	readonly address: string;
	readonly latencyMs: number;
	readonly login: LoginState;
	/** False when something answers there and nothing shows that it is what it is taken for. */
	readonly isCertain: boolean;
	/** Of a hash server that was asked: what a client may do. */
	readonly may?: Permitted;
}

/** What a client of a hash server may do; `unknown` for one that is older than permissions. */
export type Permitted = 'lookUp' | 'administer' | 'unknown';

export interface FoundCache {
	/** As it was asked, for people. */
	readonly host: string;
	/** The likeliest of each kind first. */
	readonly services: readonly FoundService[];
	/** What the builds that fill the cache have as BB_SIGNATURE_HANDLER, where the server tells. */
	readonly signatureHandler?: string;
	/** Every address that was asked. */
	readonly asked: readonly string[];
}

/** A cache that was chosen; `public` stands for the Yocto Project's own. */
export type ChosenCache =
	| { readonly kind: 'public' }
	| {
			readonly kind: 'found';
			/** For people. */
			readonly name: string;
			readonly sstate?: string;
			readonly downloads?: string;
			readonly hashServer?: string;
			readonly signatureHandler?: string;
			/** True when the hash server wants a login: BitBake sends one only to the server in BB_HASHSERVE itself. */
			readonly needsLogin?: boolean;
	  };

export interface PlanCacheParams {
	readonly buildUri: string;
	readonly cache: ChosenCache;
}

/** What to change so that a build uses the cache. Nothing is changed by making the plan. */
export type CachePlan =
	/** It cannot use it: why, and what to do. */
	| { readonly kind: 'impossible'; readonly reason: string }
	| { readonly kind: 'done'; readonly message: string }
	| {
			readonly kind: 'edit';
			/** Of local.conf. */
			readonly uri: string;
			readonly edits: readonly CacheEdit[];
			/** What the user should know besides, one sentence each. */
			readonly notes: readonly string[];
	  };

export interface CacheEdit {
	readonly range: {
		readonly start: { readonly line: number; readonly character: number };
		readonly end: { readonly line: number; readonly character: number };
	};
	readonly newText: string;
}
