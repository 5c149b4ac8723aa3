/** The outcome of reading a file's bytes as text. */
export type Decoded =
	| { readonly ok: true; readonly text: string }
	| { readonly ok: false; readonly line: number; readonly byte: number };

/**
 * Decodes strictly, as BitBake does: one bad byte anywhere, comments included,
 * makes the whole file unreadable. A byte order mark stays in the text.
 * On failure `line` is 1-based and `byte` is the offending byte.
 */
export function decodeUtf8(bytes: Uint8Array): Decoded {
	try {
		return {
			ok: true,
			text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
		};
	} catch {
		return { ok: false, ...firstBadByte(bytes) };
	}
}

/**
 * Finds the first byte that cannot be decoded by halving: a prefix that decodes as a stream holds
 * none, but may end inside of a character. That one never comes to its end, so it is to blame.
 */
function firstBadByte(bytes: Uint8Array): { line: number; byte: number } {
	let good = 0;
	let bad = bytes.length;
	while (bad - good > 1) {
		const middle = (good + bad) >> 1;
		if (decodesAsPrefix(bytes.subarray(0, middle))) good = middle;
		else bad = middle;
	}
	while (good > 0 && !decodesAsPrefix(bytes.subarray(0, good), false)) good--;
	let line = 1;
	for (let i = 0; i < good; i++) if (bytes[i] === 10) line++;
	return { line, byte: bytes[good] ?? 0 };
}

function decodesAsPrefix(bytes: Uint8Array, stream = true): boolean {
	try {
		new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream });
		return true;
	} catch {
		return false;
	}
}
