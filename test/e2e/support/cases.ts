/**
 * The little that a test runner must do here: run named cases one after the
 * other, let none of them stop the rest, and say how each went.
 */

export interface Case<Context> {
	/** A sentence that says what is true when the case passes. */
	readonly name: string;
	readonly run: (context: Context) => Promise<void>;
}

export interface Result {
	readonly name: string;
	readonly milliseconds: number;
	/** Why it failed; absent when it passed. */
	readonly error?: string;
}

/** How long one case may take, in milliseconds: the longest takes twenty seconds, and a minute where others work, too. */
const CASE_TIMEOUT = 300_000;

/** How long one step may take, in milliseconds; a machine may stand still for a while. */
export const STEP_TIMEOUT = 60_000;

/** Runs the cases; `context` makes what the case of that number needs, `after` is told of each result. */
export async function runCases<Context>(
	cases: readonly Case<Context>[],
	context: (number: number) => Promise<Context>,
	after: (result: Result, results: readonly Result[], context?: Context) => Promise<void>,
): Promise<Result[]> {
	const results: Result[] = [];
	for (const { name, run } of cases) {
		const start = Date.now();
		let made: Context | undefined;
		let error: string | undefined;
		try {
			const whole = (async () => {
				made = await context(results.length + 1);
				await run(made);
			})();
			await within(CASE_TIMEOUT, whole);
		} catch (reason) {
			error = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
		}
		const result = { name, milliseconds: Date.now() - start, ...(error ? { error } : {}) };
		results.push(result);
		await after(result, results, made);
	}
	return results;
}

/** One TAP line, with the reason of a failure as comments below. */
export function tapLine(result: Result, number: number): string {
	const seconds = (result.milliseconds / 1000).toFixed(1);
	const line = `${result.error ? 'not ok' : 'ok'} ${number} - ${result.name} (${seconds} s)`;
	return result.error ? `${line}\n${result.error.replace(/^/gm, '#   ')}` : line;
}

/** Repeats a look until it answers something other than `undefined` or `false`; fails with what it waited for. */
export async function until<T>(
	what: string,
	look: () => Promise<T | undefined | false> | T | undefined | false,
	timeout = STEP_TIMEOUT,
): Promise<T> {
	const end = Date.now() + timeout;
	for (;;) {
		const seen = await look();
		if (seen !== undefined && seen !== false) return seen;
		if (Date.now() > end) throw new Error(`Waited ${timeout / 1000} s for ${what}.`);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(
			() => reject(new Error(`Not finished after ${milliseconds / 1000} s.`)),
			milliseconds,
		);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}
