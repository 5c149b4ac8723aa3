import type { DataStore } from '../evaluation/dataStore';
import type { MissingInclude } from '../evaluation/inclusion';
import type { HistoryEntry } from '../evaluation/variable';
import type { ParsedFile } from '../syntax/parse';
import type { Fix } from '../text/edit';
import type { Problem, RelatedPlace, Severity } from '../text/problem';
import type { Span } from '../text/span';
import type { Reachability } from '../yocto/reachability';
import type { Release } from '../yocto/releases';

/** Facts of the machine that builds. Rules that need them are silent where nobody can tell. */
export interface HostFiles {
	/** False only when there is certainly nothing at the path. */
	exists(path: string): boolean;
	/** The kernel's name of the file system that holds the path, such as `ext4` or `nfs4`. */
	fileSystemType(path: string): string | undefined;
}

/** What a rule looks at: one build, or one file alone. */
export interface RuleContext {
	readonly data: DataStore;
	readonly release: Release;
	/** True when the layers were found, so that what is not in `data` is set nowhere. */
	readonly isComplete: boolean;
	/** False when a layer of BBLAYERS is not on this machine, so that nobody knows what it has. */
	readonly hasAllLayers: boolean;
	/**
	 * False when the layers were not found and the distro is not poky: then
	 * an unset variable may well be set there, so nothing follows from it.
	 */
	readonly areDefaultsKnown: boolean;
	/** The files to report on, by path: those the user writes. */
	readonly files: ReadonlyMap<string, ParsedFile>;
	/** Paths of all files that took part, in the order of their first reading. */
	readonly readOrder: readonly string[];
	/** Handlers defined by the build's own layers, beside those of the release. */
	readonly extraHandlers: readonly string[];
	/** Names that `include` did not find. */
	readonly missingIncludes: readonly MissingInclude[];
	readonly host?: HostFiles;
	/** What came of asking a server at an address; undefined while nobody has. Absent where no server is asked. */
	readonly reachability?: (address: string) => Reachability | undefined;
}

/** What a rule found. */
export interface Finding {
	/** Path of a file in `RuleContext.files`. */
	readonly file: string;
	readonly span: Span;
	/** 1-based; BitBake's line of the statement. */
	readonly line: number;
	/** What is wrong, what BitBake will do about it, what to do. */
	readonly message: string;
	readonly fixes?: readonly Fix[];
	readonly related?: readonly RelatedPlace[];
	/** Where it is not the rule's own. */
	readonly severity?: Severity;
}

/** One check: what it is called, how serious it is, and how it finds. */
export interface Rule {
	/** Kebab-case and for ever: a retired code is never used again. */
	readonly code: string;
	readonly severity: Severity;
	/** One sentence for lists. */
	readonly summary: string;
	/** Yields nothing when a value it needs cannot be known statically. */
	check(context: RuleContext): Iterable<Finding>;
}

/** A finding with its rule's code and severity. */
export interface RuleProblem extends Problem {
	readonly file: string;
}

export type { HistoryEntry };
