/** Looks again and again while somebody wants it. */
export interface Repeating {
	/** Looks now and from now on. */
	start(): void;
	/** From now on there is no timer, and what is under way comes to nothing. */
	stop(): void;
}

/**
 * Looks once in an interval, and never twice at a time.
 * @param look fetches something; never rejects
 * @param show is given what was fetched, unless it was stopped or started anew meanwhile
 */
export function repeat<T>(
	look: () => Promise<T>,
	show: (seen: T) => void,
	interval: number,
): Repeating {
	let timer: NodeJS.Timeout | undefined;
	/** Rises when what is under way is not wanted any more. */
	let round = 0;

	async function run(): Promise<void> {
		const mine = ++round;
		clearTimeout(timer);
		const started = performance.now();
		const seen = await look();
		if (mine !== round) return;
		show(seen);
		timer = setTimeout(start, Math.max(0, interval - (performance.now() - started)));
	}

	function start(): void {
		void run();
	}

	return {
		start,
		stop: () => {
			round++;
			clearTimeout(timer);
		},
	};
}
