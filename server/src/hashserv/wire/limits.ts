/** What one client may make the server hold. */
export interface WireLimits {
	/** Bytes of one line without its newline. */
	readonly line: number;
	/** Characters of one message after its chunks are joined. */
	readonly message: number;
	/** Header lines in a handshake. */
	readonly headers: number;
}

/**
 * A chunk is at most 32 KiB - 1 characters, so 128 KiB of UTF-8. Clients of
 * 2019 know no chunks and send any message as one line, of which their own
 * server took 64 KiB. The signature text (`outhash_siginfo`) of a kernel
 * source tree is some tens of megabytes.
 */
export const DEFAULT_LIMITS: WireLimits = {
	line: 256 * 1024,
	message: 64 * 1024 * 1024,
	headers: 64,
};
