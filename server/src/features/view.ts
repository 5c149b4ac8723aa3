import type { ParsedFile } from '../syntax/parse';
import type { Assignment } from '../syntax/statement';
import { type Span, touches } from '../text/span';
import type { BuildEvaluation } from '../yocto/build';
import type { DetectedRelease } from '../yocto/detectRelease';

/** What the features of one open file look at. */
export interface View {
	readonly file: ParsedFile;
	readonly build: BuildEvaluation;
	readonly detected: DetectedRelease;
	/** Address of the hash equivalence server that runs now, as BitBake takes it. */
	readonly serverAddress: string | undefined;
	readonly disk: Disk;
	/** What asking an address came to; null while that is not known. Absent where no server is asked. */
	readonly probe?: (address: string) => ProbeResult | null;
}

/** What is there beside the files that took part in the evaluation. */
export interface Disk {
	exists(path: string): boolean;
	/** Names of the folders in a folder; empty when it cannot be listed. */
	folders(path: string): readonly string[];
	/** The same for files. */
	files(path: string): readonly string[];
}

/** Whether a hash equivalence server answers at an address. */
export interface ProbeResult {
	readonly answers: boolean;
	/** One sentence for people: what answered, or why nothing did. */
	readonly message: string;
}

/** The assignment that the offset is in or at. */
export function assignmentAt(file: ParsedFile, offset: number): Assignment | undefined {
	return file.statements.find(
		(statement): statement is Assignment =>
			statement.kind === 'assignment' && touches(statement.span, offset),
	);
}

/** The variable a written name is about: without overrides and operations. */
export function baseName(name: string): string {
	const colon = name.indexOf(':');
	if (colon > 0) return name.slice(0, colon);
	return name.replace(/_(append|prepend|remove)(_.*)?$/, '');
}

/** A `${NAME}` in a file's text around the offset. */
export function referenceAt(
	{ text }: ParsedFile,
	offset: number,
): { name: string; span: Span } | undefined {
	const start = text.lastIndexOf('${', offset);
	if (start < 0 || offset - start > 200) return undefined;
	const match = /^\$\{([a-zA-Z0-9\-_+./~:]+)\}/.exec(text.slice(start, start + 300));
	if (!match || start + match[0].length < offset) return undefined;
	return { name: match[1]!, span: { start, end: start + match[0].length } };
}
