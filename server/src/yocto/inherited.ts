import { findClass } from '../evaluation/classes';
import type { Evaluation } from '../evaluation/evaluate';
import { doubtHandlers } from '../evaluation/eventHandlers';
import { missingClass } from '../evaluation/findings';
import type { MissingClass } from '../evaluation/inclusion';
import type { EvaluationOptions } from '../evaluation/options';
import type { HistoryEntry } from '../evaluation/variable';
import { span } from '../text/span';
import { splitWords } from '../text/whitespace';

interface Options extends Pick<EvaluationOptions, 'reader' | 'tolerant'> {
	readonly multiconfig?: string;
}

/**
 * The last part of a base configuration: base.bbclass and the classes that
 * INHERIT names are read, then the event handlers they registered run. What
 * those may change is not known from then on. Layers without base.bbclass are
 * no more than an excerpt, and left alone.
 */
export function readClasses(
	evaluation: Evaluation,
	{ reader, tolerant, multiconfig }: Options,
): void {
	const { data } = evaluation;
	if (findClass('base', data, reader) === undefined) return;
	const inherited = data.get('INHERIT');
	let isKnown = inherited?.isStatic ?? true;
	const missing = missingInherited(evaluation);
	for (const name of ['base', ...splitWords(inherited?.value ?? '')]) {
		isKnown = evaluation.inherit(name, missing) && isKnown;
		if (evaluation.failed && !tolerant) return;
	}
	// BitBake's list of all that it read, in an order of its own.
	data.doubt(['BBINCLUDED']);
	const events = ['ConfigParsed'];
	const hasOthers = splitWords(data.get('BBMULTICONFIG')?.value ?? '').length > 0;
	if (hasOthers && multiconfig === undefined) events.push('MultiConfigParsed');
	for (const event of events) {
		isKnown = doubtHandlers(data, evaluation.handlers, event, reader) && isKnown;
	}
	// An editor goes on, as it does after an include whose name is not known.
	if (!isKnown && !tolerant) data.markUncertain();
}

/** Reports a class where its name was added to INHERIT. */
function missingInherited({ data }: Evaluation): MissingClass {
	let adding: Map<string, HistoryEntry> | undefined;
	return (name) => {
		adding ??= new Map(
			data
				.history('INHERIT')
				.flatMap((entry) => splitWords(entry.value).map((word) => [word, entry])),
		);
		const entry = adding.get(name) ?? data.origin('INHERIT');
		const statement = entry?.statement;
		const at = statement?.kind === 'assignment' ? statement.valueSpan : span(0, 0);
		return { file: entry?.file ?? '', problem: missingClass(name, at, entry?.line ?? 1) };
	};
}
