import { Seldom } from '../seldom';
import type { Log } from '../service';

/** What can be wrong with an upstream that answers. */
export type WarningKind = 'invalid-unihash' | 'no-answer' | 'not-stored' | 'ring';

/** Logs a warning of each kind now and then: a build asks thousands of times, and what is wrong once is wrong each time. */
export class Warnings {
	readonly #log: Log;
	readonly #seldom = new Seldom<WarningKind>();

	constructor(log: Log) {
		this.#log = log;
	}

	warn(kind: WarningKind, message: string): void {
		if (this.#seldom.isDue(kind)) this.#log('warn', message);
	}
}
