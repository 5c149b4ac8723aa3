import type { ParsedFile } from '../../syntax/parse';
import { type Span, touches } from '../../text/span';
import { findVariable } from '../../yocto/variables';

const SAMPLE = /^#\s*([A-Z][A-Z0-9_]*)(?::[\w:-]+)?(?:\[[\w-]+\])?\s*(?:\?\?=|[?:+.]=|=[+.]|=)/;

/** The known variable at the offset of a sample line that is commented out, such as `#BB_HASHSERVE = "auto"`. */
export function commentedSample(
	{ comments, text }: ParsedFile,
	offset: number,
): { name: string; span: Span } | undefined {
	const comment = comments.find(({ span }) => touches(span, offset));
	if (!comment) return undefined;
	const line = text.slice(comment.span.start, comment.span.end);
	const name = SAMPLE.exec(line)?.[1];
	if (!name || !findVariable(name)) return undefined;
	const start = comment.span.start + line.indexOf(name);
	const span = { start, end: start + name.length };
	return touches(span, offset) ? { name, span } : undefined;
}
