import * as l10n from '@vscode/l10n';
import type { Dialect } from '../syntax/dialect';
import { type ParsedFile, parse } from '../syntax/parse';
import type { Assignment, Export, Include, Inherit, Statement, Unset } from '../syntax/statement';
import type { Problem } from '../text/problem';
import { span } from '../text/span';
import { splitWords } from '../text/whitespace';
import { applyAssignment } from './assign';
import { findClass } from './classes';
import { DataStore, type HostFacts } from './dataStore';
import {
	finding,
	missingClass,
	missingFile,
	missingRequired,
	oldFunctionName,
	oldOverrideSyntax,
} from './findings';
import { includeFragments } from './fragments';
import { exportFunctions, markTasks, storeFunction } from './functions';
import { IncludeGraph } from './includeGraph';
import { isOldStyle } from './operations';
import { dirname, isAbsolute, joinPath } from './path';
import type { SourceReader } from './reader';
import type { HistoryEntry } from './variable';

/** A finding of the evaluation, in one of the files that took part. */
export interface FileProblem extends Problem {
	readonly file: string;
}

/** A name that `include` found nowhere, which BitBake passes over in silence. */
export interface MissingInclude {
	readonly file: string;
	readonly statement: Include;
	/** The one name, expanded. */
	readonly name: string;
}

export interface EvaluationOptions {
	readonly dialect: Dialect;
	readonly reader: SourceReader;
	/** Parses a file; a caller that evaluates again and again passes one that remembers. */
	readonly parse?: (path: string, text: string, dialect: Dialect) => ParsedFile;
	/** The machine that builds, where it is known: what Python's os.uname() tells there. */
	readonly host?: HostFacts;
	/** Read `include` and `require`; on by default. */
	readonly follow?: boolean;
	/**
	 * Go on after what would stop BitBake, and use statements that were clearly
	 * meant: for an editor, where the file is wrong most of the time.
	 */
	readonly tolerant?: boolean;
}

/** Deeper nesting is a file that includes itself through others. */
const MAX_INCLUDE_DEPTH = 100;

/** A real configuration reads some hundred; files that include each other twice read without end. */
const MAX_READS = 5000;
const TOO_MANY_READS = l10n.t(
	'This configuration includes files more than 5,000 times: files that include each other do so without end. Remove one of the includes.',
);

/** Python that BitBake leaves alone because a variable in it has no value; it may have one in a build. */
const HAS_LEFT_PYTHON = /\$\{@.*\$\{\w/s;

type MissingClass = (name: string) => { file: string; problem: Problem };

/** Thrown to end a strict evaluation where BitBake would stop; never leaves this file. */
class Stop extends Error {}

/** Reads configuration files into a data store, in BitBake's order and with BitBake's effects. */
export class Evaluation {
	readonly data: DataStore;
	readonly problems: FileProblem[] = [];
	readonly missingIncludes: MissingInclude[] = [];
	readonly includes = new IncludeGraph();
	/** Every file that was read, in order of first reading. */
	readonly files = new Map<string, ParsedFile>();
	/** Functions that `addhandler` registered. */
	readonly handlers = new Set<string>();
	/** The bodies of functions without a name, `python () {`, in order. */
	readonly anonymous: string[] = [];
	private readonly inherited = new Set<string>();
	/** True once something happened that stops BitBake. */
	failed = false;
	private readonly options: EvaluationOptions;
	private readonly stack: string[] = [];
	private reads = 0;

	constructor(options: EvaluationOptions) {
		this.options = options;
		this.data = new DataStore(options.dialect, options.host);
	}

	/** Reads one file; false when BitBake would have stopped in it. A missing file is an error here. */
	run(path: string): boolean {
		try {
			if (!this.readFile(path)) this.fail(path, missingFile(path));
		} catch (error) {
			if (!(error instanceof Stop)) throw error;
		}
		return !this.failed;
	}

	/** Runs a text that stands behind the configuration and belongs to no file on disk. */
	runText(path: string, text: string): void {
		this.runStatements(parse(path, text, this.options.dialect));
	}

	/** Records a finding of severity error that stops BitBake, and ends a strict evaluation. */
	fail(file: string, problem: Problem): void {
		this.problems.push({ ...problem, file });
		this.failed = true;
		if (!this.options.tolerant) throw new Stop();
	}

	/** Reads a file and runs its statements; false when it is missing. */
	private readFile(path: string): boolean {
		const { dialect, reader } = this.options;
		const from = this.stack.at(-1);
		if (from !== undefined) this.includes.add(from, path);
		if (++this.reads > MAX_READS) {
			this.fail(path, finding('include-cycle', 'error', span(0, 0), 1, TOO_MANY_READS));
			return true;
		}
		const result = reader.read(path);
		if (result.kind === 'missing') return false;
		if (result.kind === 'unreadable') {
			this.fail(
				path,
				finding('unreadable-file', 'error', span(0, 0), result.line ?? 1, result.reason),
			);
			return true;
		}
		const file = (this.options.parse ?? parse)(path, result.text, dialect);
		this.files.set(path, file);
		for (const problem of file.problems) {
			// BitBake stops at the first; an editor shows them all.
			if (problem.severity === 'error') this.fail(path, problem);
			else this.problems.push({ ...problem, file: path });
		}
		this.runStatements(file);
		return true;
	}

	private runStatements(file: ParsedFile): void {
		const outer = this.data.own('FILE');
		// A class belongs to the file that inherits it.
		if (!file.path.endsWith('.bbclass')) this.setFile(file.path);
		this.stack.push(file.path);
		for (const statement of file.statements) this.execute(statement, file);
		this.stack.pop();
		if (outer !== undefined) this.setFile(outer);
	}

	private setFile(path: string): void {
		const variable = this.data.stored('FILE');
		if (variable?.content !== path) this.data.setInternal('FILE', path);
	}

	private execute(statement: Statement, file: ParsedFile): void {
		switch (statement.kind) {
			case 'assignment':
				this.assign(statement, file);
				break;
			case 'include':
				if (this.options.follow !== false) this.include(statement, file);
				break;
			case 'export':
				this.data.setFlag(statement.name, 'export', '1', this.entry(statement, file, 'export'));
				break;
			case 'unset':
				if (statement.flag === undefined) {
					this.data.unset(statement.name, this.entry(statement, file, 'unset'));
				} else {
					const entry = this.entry(statement, file, 'unset', statement.flag);
					this.data.unsetFlag(statement.name, statement.flag, entry);
				}
				break;
			case 'addfragments':
				if (this.options.follow === false) break;
				includeFragments(statement, this.data, this.options.reader, {
					include: (path) => this.readIncluded(path, statement, file),
					fail: (message) =>
						this.fail(
							file.path,
							finding('missing-fragment', 'error', statement.span, statement.line, message),
						),
				});
				break;
			case 'inherit':
				if (!statement.isDeferred) this.inheritFrom(statement, file);
				break;
			case 'function':
				if (statement.name === undefined || statement.name === '__anonymous') {
					this.anonymous.push(statement.body);
				} else if (dialectRefuses(statement.name, this.options.dialect)) {
					this.fail(file.path, oldFunctionName(statement));
				} else {
					storeFunction(this.data, statement, file.path);
				}
				break;
			case 'exportFunctions':
				exportFunctions(this.data, statement, file.path);
				break;
			case 'addtask':
			case 'deltask':
				markTasks(this.data, statement);
				break;
			case 'addhandler':
				for (const name of splitWords(statement.names)) {
					this.data.setInternalFlag(name, 'handler', '1');
					this.handlers.add(name);
				}
				break;
			case 'ignored':
				break;
		}
	}

	private assign(statement: Assignment, file: ParsedFile): void {
		const isStored = statement.flag === undefined && statement.operator !== '??=';
		if (isStored && dialectRefuses(statement.name, this.options.dialect)) {
			this.fail(file.path, oldOverrideSyntax(statement));
			return;
		}
		const error = applyAssignment(this.data, statement, file.path);
		if (error) {
			const message = l10n.t`BitBake cannot expand this value and stops here: ${error}`;
			this.fail(
				file.path,
				finding('expansion-error', 'error', statement.valueSpan, statement.line, message),
			);
		}
	}

	/**
	 * Reads the classes in a text, separated by white space, each once; false
	 * when the text cannot be known. `missing` says where to report one that is nowhere.
	 */
	inherit(classes: string, missing: MissingClass): boolean {
		try {
			return this.readClasses(classes, missing);
		} catch (error) {
			if (!(error instanceof Stop)) throw error;
			return true;
		}
	}

	private readClasses(classes: string, missing: MissingClass): boolean {
		const { dialect, reader, follow } = this.options;
		const target = this.data.expand(classes);
		if (target.error !== undefined || !target.isStatic) return false;
		if (follow === false) return true;
		const deferred = dialect.deferredClasses
			? splitWords(this.data.get('BB_DEFER_BBCLASSES')?.value ?? '')
			: [];
		for (const name of splitWords(target.value)) {
			if (deferred.includes(name)) continue;
			const path = findClass(name, this.data, reader);
			if (path === undefined) {
				const { file, problem } = missing(name);
				this.fail(file, problem);
			} else if (!this.inherited.has(path)) {
				this.inherited.add(path);
				this.readFile(path);
			}
		}
		return true;
	}

	private inheritFrom(statement: Inherit, file: ParsedFile): void {
		const isKnown = this.readClasses(statement.classes, (name) => ({
			file: file.path,
			problem: missingClass(name, statement.span, statement.line),
		}));
		// As with an include whose name is not known.
		if (!isKnown && !this.options.tolerant) this.data.markUncertain();
	}

	private include(statement: Include, file: ParsedFile): void {
		const target = this.data.expand(statement.target);
		if (target.error) {
			const message = l10n.t`BitBake cannot expand this file name and stops here: ${target.error}`;
			this.fail(
				file.path,
				finding('expansion-error', 'error', statement.targetSpan, statement.line, message),
			);
			return;
		}
		// Python that only a build can answer may name anything, and that file may set anything. An
		// editor goes on as if it did not: one such line in a layer must not silence everything.
		if (!target.isStatic || HAS_LEFT_PYTHON.test(target.value)) {
			if (!this.options.tolerant) this.data.markUncertain();
			return;
		}
		if (statement.verb === 'include_all') {
			for (const path of this.searchPath()) {
				for (const name of splitWords(joinPath(path, target.value))) {
					this.includeOne(name, statement, file);
				}
			}
			return;
		}
		for (const name of splitWords(target.value)) this.includeOne(name, statement, file);
	}

	private includeOne(name: string, statement: Include, file: ParsedFile): void {
		// A file that names itself is passed over in silence.
		if (name === file.path) return;
		const path = this.find(name, dirname(file.path));
		if (!/\.(conf|inc|bb|bbclass)$/.test(path ?? name)) {
			const message = l10n.t`BitBake stops here with “${name}: not a BitBake file”: ${statement.verb} takes names that end in .conf or .inc, and everything behind the keyword is a name.`;
			this.fail(
				file.path,
				finding('not-a-bitbake-file', 'error', statement.targetSpan, statement.line, message),
			);
			return;
		}
		if (path !== undefined && this.readIncluded(path, statement, file)) return;
		if (statement.verb === 'require') {
			this.fail(file.path, missingRequired(name, statement));
		} else if (statement.verb === 'include') {
			this.missingIncludes.push({ file: file.path, statement, name });
		}
	}

	private readIncluded(path: string, statement: Statement, file: ParsedFile): boolean {
		if (this.stack.includes(path) || this.stack.length >= MAX_INCLUDE_DEPTH) {
			const message = l10n.t`This includes ${path} again while it is being read, so BitBake never comes to an end. Remove one of the includes.`;
			this.fail(
				file.path,
				finding('include-cycle', 'error', statement.span, statement.line, message),
			);
			return true;
		}
		return this.readFile(path);
	}

	/** Path of a file to include: the first existing candidate in the folder, then along BBPATH. */
	find(name: string, directory: string): string | undefined {
		if (isAbsolute(name)) return name;
		for (const folder of [directory, ...this.searchPath()]) {
			const candidate = joinPath(folder, name);
			if (this.options.reader.exists(candidate)) return candidate;
		}
		return undefined;
	}

	private searchPath(): string[] {
		return (this.data.get('BBPATH')?.value ?? '').split(':').filter((path) => path !== '');
	}

	private entry(
		statement: Export | Unset,
		file: ParsedFile,
		operator: string,
		flag?: string,
	): HistoryEntry {
		const { name: written, line } = statement;
		const order = this.data.nextOrder();
		return {
			...{ written, flag, operator, value: '', file: file.path, line, statement, order },
			applied: true,
		};
	}
}

/** True for a name in the old style where BitBake refuses it. */
function dialectRefuses(name: string | undefined, dialect: Dialect): boolean {
	return name !== undefined && dialect.oldStyleIsFatal && isOldStyle(name);
}
