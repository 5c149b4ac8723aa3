import * as l10n from '@vscode/l10n';
import type { Dialect } from '../syntax/dialect';
import { type ParsedFile, parse } from '../syntax/parse';
import type { Assignment, Export, Statement, Unset } from '../syntax/statement';
import type { Problem } from '../text/problem';
import { span } from '../text/span';
import { splitWords } from '../text/whitespace';
import { applyAssignment } from './assign';
import { DataStore } from './dataStore';
import { finding, missingFile, oldFunctionName, oldOverrideSyntax } from './findings';
import { exportFunctions, markTasks, storeFunction } from './functions';
import { IncludeGraph } from './includeGraph';
import { Inclusion, type MissingClass, type MissingInclude } from './inclusion';
import { isOldStyle } from './operations';
import type { EvaluationOptions } from './options';
import type { HistoryEntry } from './variable';

/** A finding of the evaluation, in one of the files that took part. */
export interface FileProblem extends Problem {
	readonly file: string;
}

/** A real configuration reads some hundred; files that include each other twice read without end. */
const MAX_READS = 5000;
const TOO_MANY_READS = l10n.t(
	'This configuration includes files more than 5,000 times: files that include each other do so without end. Remove one of the includes.',
);

/** Thrown to end a strict evaluation where BitBake would stop; never leaves this file. */
class Stop extends Error {}

/** Reads configuration files into a data store, in BitBake's order and with BitBake's effects. */
export class Evaluation {
	readonly data: DataStore;
	readonly problems: FileProblem[] = [];
	readonly includes = new IncludeGraph();
	/** Every file that was read, in order of first reading. */
	readonly files = new Map<string, ParsedFile>();
	/** Functions that `addhandler` registered. */
	readonly handlers = new Set<string>();
	/** The bodies of functions without a name, `python () {`, in order. */
	readonly anonymous: string[] = [];
	/** True once something happened that stops BitBake. */
	failed = false;
	private readonly options: EvaluationOptions;
	private readonly inclusion: Inclusion;
	private readonly stack: string[] = [];
	private reads = 0;

	constructor(options: EvaluationOptions) {
		this.options = options;
		this.data = new DataStore(options.dialect, options.host);
		this.inclusion = new Inclusion(this.data, options, {
			stack: this.stack,
			read: (path) => this.readFile(path),
			fail: (file, problem) => this.fail(file, problem),
		});
	}

	/** What `include` did not find. */
	get missingIncludes(): readonly MissingInclude[] {
		return this.inclusion.missing;
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

	/** Reads the classes in a text; see `Inclusion.readClasses`. */
	inherit(classes: string, missing: MissingClass): boolean {
		try {
			return this.inclusion.readClasses(classes, missing);
		} catch (error) {
			if (!(error instanceof Stop)) throw error;
			return true;
		}
	}

	/** Path of a file to include: the first existing candidate in the folder, then along BBPATH. */
	find(name: string, directory: string): string | undefined {
		return this.inclusion.find(name, directory);
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
				this.inclusion.include(statement, file);
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
				this.inclusion.includeFragments(statement, file);
				break;
			case 'inherit':
				this.inclusion.inherit(statement, file);
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
