import { type Span, touches } from '../text/span';
import { wordsWithOffsets } from '../text/whitespace';
import { describeRelease, isFrom, type Release } from '../yocto/releases';
import { findHandler, handlersOf } from '../yocto/signatureHandlers';
import { findVariable, type KnownVariable, manualLink } from '../yocto/variables';
import { effectiveValue } from './effectiveValue';
import { meaningOf } from './meaning';
import { assignmentAt, baseName, referenceAt, type View } from './view';

export interface HoverText {
	readonly span: Span;
	/** Markdown. */
	readonly markdown: string;
}

/** What to show for the place: a variable, a reference to one, or a signature handler. */
export function hover(view: View, offset: number): HoverText | undefined {
	const { file } = view;
	const assignment = assignmentAt(file, offset);
	if (assignment && touches(assignment.nameSpan, offset)) {
		return { span: assignment.nameSpan, markdown: describe(view, baseName(assignment.name)) };
	}
	const reference = referenceAt(file, offset);
	if (reference) return { span: reference.span, markdown: describe(view, reference.name) };
	if (assignment && baseName(assignment.name) === 'BB_SIGNATURE_HANDLER') {
		for (const { text, offset: at } of wordsWithOffsets(assignment.value)) {
			const span = assignment.spanInValue(at, at + text.length);
			if (touches(span, offset)) return describeHandler(view, text, span);
		}
	}
	return commentedSample(view, offset);
}

/** The value first: in a narrow window the rest is below the fold. */
function describe(view: View, name: string): string {
	const known = findVariable(name);
	const link = known && manualLink(known);
	const parts = [
		known ? `**${name}** — ${known.summary}` : `**${name}**`,
		effectiveText(view, name),
		known ? availability(known, view.build.release) : '',
		known ? known.details : '',
		link ? `[Yocto Project manual: ${name}](${link})` : '',
	];
	return parts.filter((part) => part !== '').join('\n\n');
}

/** The value in this build, where it comes from and what it means. */
function effectiveText(view: View, name: string): string {
	const { value, isStatic, origin, error } = effectiveValue(view.build, name);
	const release = describeRelease(view.build.release);
	const assumed = view.detected.isKnown
		? ''
		: ' (assumed: nothing in this build tells its release)';
	if (error !== undefined) return `**Effective value:** BitBake fails to read it: ${error}`;
	if (value === null) return `**Effective value:** not set · ${release}${assumed}`;
	const shown =
		value === '' ? 'empty' : code(value.length > 300 ? `${value.slice(0, 300)}…` : value);
	const from = origin
		? origin.file
			? ` · from [${origin.label}:${origin.line}](${encodeURI(`file://${origin.file}`)}#L${origin.line}) (\`${origin.operator}\`)`
			: ` · ${origin.label}`
		: '';
	const lines = [`**Effective value:** ${shown}${from} · ${release}${assumed}`];
	if (!isStatic) lines.push('It holds Python that only BitBake can evaluate.');
	const meaning = meaningOf(view.build, name);
	if (isStatic && meaning) lines.push(meaning);
	return lines.join('  \n');
}

/** Inline code, whatever backquotes the text holds. */
function code(text: string): string {
	const fence = text.includes('`') ? '``' : '`';
	return `${fence}${fence.length > 1 ? ' ' : ''}${text}${fence.length > 1 ? ' ' : ''}${fence}`;
}

/** From which to which release the variable exists, and whether this build's release knows it. */
function availability({ name, from, until, renamedTo }: KnownVariable, release: Release): string {
	const isTooOld = from !== undefined && !isFrom(release, from);
	const isTooNew = until !== undefined && release.version !== until && isFrom(release, until);
	const here = describeRelease(release);
	if (isTooOld) return `⚠ ${here} does not know ${name}: it came with Yocto ${from}.`;
	if (isTooNew) {
		const now = renamedTo ? ` It is called ${renamedTo} now.` : '';
		return `⚠ ${here} does not know ${name} any more: Yocto ${until} was the last.${now}`;
	}
	const range = [from && `since Yocto ${from}`, until && `up to Yocto ${until}`].filter(Boolean);
	return range.length > 0 ? `Known ${range.join(', ')}.` : '';
}

function describeHandler(view: View, name: string, span: Span): HoverText {
	const { release } = view.build;
	const names = [...handlersOf(release).map((handler) => handler.name), ...view.extraHandlers];
	const handler = findHandler(name);
	const lineage: string[] = [];
	for (let next = handler; next; next = next.parent ? findHandler(next.parent) : undefined) {
		lineage.push(next.name);
	}
	const parts = handler
		? [
				`**${name}** — ${handler.summary}`,
				`Signature handler of ${handler.origin}${lineage.length > 1 ? `: ${lineage.join(' ← ')}` : ''}.`,
			]
		: [`**${name}**`];
	if (!names.includes(name)) {
		parts.push(
			`⚠ ${describeRelease(release)} has no such handler: BitBake would fall back to noop.`,
		);
	}
	const shown = [...new Set(names)].map((other) => `\`${other}\``).join(', ');
	parts.push(`Handlers in ${describeRelease(release)}: ${shown}`);
	return { span, markdown: parts.join('\n\n') };
}

/** A sample line that is commented out, such as `#BB_HASHSERVE = "auto"`. */
function commentedSample(view: View, offset: number): HoverText | undefined {
	const { file } = view;
	const comment = file.comments.find(({ span }) => touches(span, offset));
	if (!comment) return undefined;
	const text = file.text.slice(comment.span.start, comment.span.end);
	const match = /^#\s*([A-Z][A-Z0-9_]*)(?::[\w:-]+)?\s*(?:\?\?=|[?:+.]=|=[+.]|=)/.exec(text);
	const name = match?.[1];
	if (!name || !findVariable(name)) return undefined;
	const start = comment.span.start + text.indexOf(name);
	const span = { start, end: start + name.length };
	return touches(span, offset) ? { span, markdown: describe(view, name) } : undefined;
}
