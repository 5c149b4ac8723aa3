/**
 * Milliseconds since some moment, on a clock that nobody sets. Like
 * `performance.now()`, whose first use loads modules of Node.js that take a
 * twentieth of the time in which a hash server starts.
 */
export function monotonic(): number {
	const [seconds, nanoseconds] = process.hrtime();
	return seconds * 1000 + nanoseconds / 1e6;
}
