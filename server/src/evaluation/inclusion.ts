import * as l10n from '@vscode/l10n';
import type { ParsedFile } from '../syntax/parse';
import type { AddFragments, Include, Inherit, Statement } from '../syntax/statement';
import type { Problem } from '../text/problem';
import { splitWords } from '../text/whitespace';
import { findClass } from './classes';
import type { DataStore } from './dataStore';
import { finding, missingClass, missingRequired } from './findings';
import { includeFragments } from './fragments';
import type { EvaluationOptions } from './options';
import { dirname, isAbsolute, joinPath } from './path';

/** A name that `include` found nowhere, which BitBake passes over in silence. */
export interface MissingInclude {
	readonly file: string;
	readonly statement: Include;
	/** The one name, expanded. */
	readonly name: string;
}

/** Where to report a class that is nowhere. */
export type MissingClass = (name: string) => { file: string; problem: Problem };

/** The reading of files, as the statements that ask for more of them see it. */
interface Reading {
	/** The files that are being read, the innermost last. */
	readonly stack: readonly string[];
	/** Reads a file and runs its statements; false when it is missing. */
	read(path: string): boolean;
	/** Reports what stops BitBake. */
	fail(file: string, problem: Problem): void;
}

/** Deeper nesting is a file that includes itself through others. */
const MAX_INCLUDE_DEPTH = 100;

/** Python that BitBake leaves alone because a variable in it has no value; it may have one in a build. */
const HAS_LEFT_PYTHON = /\$\{@.*\$\{\w/s;

/** The statements that read other files: include and its like, addfragments, inherit. */
export class Inclusion {
	readonly missing: MissingInclude[] = [];
	private readonly inherited = new Set<string>();
	private readonly data: DataStore;
	private readonly options: EvaluationOptions;
	private readonly reading: Reading;

	constructor(data: DataStore, options: EvaluationOptions, reading: Reading) {
		this.data = data;
		this.options = options;
		this.reading = reading;
	}

	include(statement: Include, file: ParsedFile): void {
		if (!this.follows) return;
		const { targetSpan, line } = statement;
		const target = this.data.expand(statement.target);
		if (target.error) {
			const message = l10n.t`BitBake cannot expand this file name and stops here: ${target.error}`;
			const problem = finding('expansion-error', 'error', targetSpan, line, message);
			this.reading.fail(file.path, problem);
			return;
		}
		if (!target.isStatic || HAS_LEFT_PYTHON.test(target.value)) {
			this.passOverUnknown();
			return;
		}
		const names = splitWords(target.value);
		if (statement.verb !== 'include_all') {
			for (const name of names) this.includeOne(name, statement, file);
			return;
		}
		for (const folder of this.searchPath()) {
			for (const name of splitWords(joinPath(folder, target.value))) {
				this.includeOne(name, statement, file);
			}
		}
	}

	includeFragments(statement: AddFragments, file: ParsedFile): void {
		if (!this.follows) return;
		includeFragments(statement, this.data, this.options.reader, {
			include: (path) => this.readNested(path, statement, file),
			fail: (message, place) => {
				// The statement itself is in a layer, the name in what the user wrote.
				const at = place ?? { file: file.path, ...statement };
				const problem = finding('missing-fragment', 'error', at.span, at.line, message);
				this.reading.fail(at.file, problem);
			},
		});
	}

	inherit(statement: Inherit, file: ParsedFile): void {
		if (statement.isDeferred) return;
		const isKnown = this.readClasses(statement.classes, (name) => ({
			file: file.path,
			problem: missingClass(name, statement.span, statement.line),
		}));
		if (!isKnown) this.passOverUnknown();
	}

	/**
	 * Reads the classes in a text, separated by white space, each once; false
	 * when the text cannot be known.
	 */
	readClasses(classes: string, missing: MissingClass): boolean {
		const { dialect, reader } = this.options;
		const target = this.data.expand(classes);
		if (target.error !== undefined || !target.isStatic) return false;
		if (!this.follows) return true;
		const deferred = dialect.deferredClasses
			? splitWords(this.data.get('BB_DEFER_BBCLASSES')?.value ?? '')
			: [];
		for (const name of splitWords(target.value)) {
			if (deferred.includes(name)) continue;
			const path = findClass(name, this.data, reader);
			if (path === undefined) {
				const { file, problem } = missing(name);
				this.reading.fail(file, problem);
			} else if (!this.inherited.has(path)) {
				this.inherited.add(path);
				this.reading.read(path);
			}
		}
		return true;
	}

	/** Path of a file to include: the first existing candidate in the folder, then along BBPATH. */
	find(name: string, directory: string): string | undefined {
		if (isAbsolute(name)) return name;
		return [directory, ...this.searchPath()]
			.map((folder) => joinPath(folder, name))
			.find((candidate) => this.options.reader.exists(candidate));
	}

	private get follows(): boolean {
		return this.options.follow !== false;
	}

	/**
	 * A name that only a build can tell may be any, and that file may set anything. An editor
	 * goes on as if it did not: one such line in a layer must not silence everything.
	 */
	private passOverUnknown(): void {
		if (!this.options.tolerant) this.data.markUncertain();
	}

	private includeOne(name: string, statement: Include, file: ParsedFile): void {
		const { targetSpan, line, verb } = statement;
		// A file that names itself is passed over in silence.
		if (name === file.path) return;
		const path = this.find(name, dirname(file.path));
		if (!/\.(conf|inc|bb|bbclass)$/.test(path ?? name)) {
			const message = l10n.t`BitBake stops here with “${name}: not a BitBake file”: ${verb} takes names that end in .conf or .inc, and everything behind the keyword is a name.`;
			const problem = finding('not-a-bitbake-file', 'error', targetSpan, line, message);
			this.reading.fail(file.path, problem);
			return;
		}
		if (path !== undefined && this.readNested(path, statement, file)) return;
		if (verb === 'require') {
			this.reading.fail(file.path, missingRequired(name, statement));
		} else if (verb === 'include') {
			this.missing.push({ file: file.path, statement, name });
		}
	}

	/** Reads a file inside another; false when it is missing. */
	private readNested(path: string, { span, line }: Statement, file: ParsedFile): boolean {
		const { stack } = this.reading;
		if (stack.includes(path) || stack.length >= MAX_INCLUDE_DEPTH) {
			const message = l10n.t`This includes ${path} again while it is being read, so BitBake never comes to an end. Remove one of the includes.`;
			this.reading.fail(file.path, finding('include-cycle', 'error', span, line, message));
			return true;
		}
		return this.reading.read(path);
	}

	private searchPath(): string[] {
		return (this.data.get('BBPATH')?.value ?? '').split(':').filter((path) => path !== '');
	}
}
