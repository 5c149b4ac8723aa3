import { memoryReader } from '../../server/src/evaluation/reader';
import type { RuleProblem } from '../../server/src/rules/rule';
import { check } from '../../server/src/rules/run';
import { evaluateAlone } from '../../server/src/yocto/build';
import { findRelease } from '../../server/src/yocto/releases';

/** Where `lintText` puts the text. */
export const LOCAL_CONF = '/build/conf/local.conf';

/** Checks a text as a local.conf without its layers: poky's defaults stand behind it. */
export function lintText(text: string, release = 'scarthgap'): RuleProblem[] {
	const found = findRelease(release);
	if (!found) throw new Error(`no release ${release}`);
	const build = evaluateAlone(LOCAL_CONF, {
		release: found,
		reader: memoryReader({ [LOCAL_CONF]: text }),
		tolerant: true,
	});
	return check(build, { files: [LOCAL_CONF] });
}

/**
 * A configuration with marks below what should be found, one line each:
 *
 *     SSTATE_MIRRORS = "…"
 *     ^^^^^^^^^^^^^^ mirror-without-hashserv
 */
export interface Marked {
	readonly text: string;
	/** `LINE:COLUMN-END code`, 1-based, in order. */
	readonly marks: readonly string[];
}

/** Takes the marks out of a text. */
export function unmark(source: string): Marked {
	const kept: string[] = [];
	const marks: string[] = [];
	for (const line of source.replace(/^\n/, '').split('\n')) {
		const mark = /^( *)(\^+) ([a-z-]+)$/.exec(line);
		if (!mark) {
			kept.push(line);
			continue;
		}
		const [, blanks = '', carets = '', code = ''] = mark;
		marks.push(`${kept.length}:${blanks.length + 1}-${blanks.length + carets.length + 1} ${code}`);
	}
	return { text: kept.join('\n'), marks };
}

/** The findings of a text in the form of `Marked.marks`. */
export function marksOf(text: string, problems: readonly RuleProblem[]): string[] {
	return problems
		.map(({ span, code }) => {
			const before = text.slice(0, span.start).split('\n');
			const column = before.at(-1)!.length + 1;
			const isOneLine = !text.slice(span.start, span.end).includes('\n');
			const end = isOneLine ? column + span.end - span.start : '…';
			return { line: before.length, mark: `${before.length}:${column}-${end} ${code}` };
		})
		.sort((a, b) => a.line - b.line || (a.mark < b.mark ? -1 : 1))
		.map(({ mark }) => mark);
}
