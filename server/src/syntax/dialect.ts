/**
 * What BitBake's configuration language is in one version of BitBake. Every
 * difference between versions that this project knows is a field here, so that
 * no other file compares version numbers of the language.
 */
export interface Dialect {
	/** The separator before an override or operation: `_` up to 1.50, `:` from 1.52. */
	readonly separator: ':' | '_';
	/** `:` may stand in names (from 1.46; until 1.50 it is turned into `_`). */
	readonly colonInNames: boolean;
	/** `@` is allowed in flag names after the first character, and `unset NAME[f]` wants two characters (2.4). */
	readonly atInFlags: boolean;
	/** `/` is allowed in flag names after the first character (2.12). */
	readonly slashInFlags: boolean;
	/** An assignment to the empty name is an error of its own (2.12); before, the operator became the name. */
	readonly emptyNameIsError: boolean;
	/** `include_all` exists (2.12). */
	readonly includeAll: boolean;
	/** `inherit_defer` exists (2.8). */
	readonly inheritDefer: boolean;
	/** Classes are looked for in `classes-global` before `classes` (2.2). */
	readonly globalClasses: boolean;
	/** Classes named in BB_DEFER_BBCLASSES wait for the end of a recipe (2.16). */
	readonly deferredClasses: boolean;
	/** `addtask` takes several tasks and a comment, `deltask` a comment (2.10). */
	readonly addsSeveralTasks: boolean;
	/** `deltask` takes several tasks, with variables in their names (1.48). */
	readonly deletesSeveralTasks: boolean;
	/** An exported function passes on `cleandirs` and `fakeroot` beside `dirs` (2.0). */
	readonly exportsAllDirs: boolean;
	/** How an exported function is known for one: its flag `export_func`, or a comment in it (2.8). */
	readonly marksExportsInText: boolean;
	/** `addpylib` exists (2.4). */
	readonly addpylib: boolean;
	/** Number of words `addfragments` takes; 0 where it does not exist (3 from 2.12, 4 from 2.16). */
	readonly addfragmentsWords: 0 | 3 | 4;
	/** `${@…}` may hold balanced braces, and code with an unexpanded variable is left alone (2.4). */
	readonly bracesInPython: boolean;
	/** Overrides must start with a lower-case letter or digit (2.4); before, have no upper-case letter. */
	readonly overrideStartsLower: boolean;
	/** `??=` on a flag is weak (2.12); before, it assigned. */
	readonly weakFlags: boolean;
	/** BitBake warns about `:append +=` (2.0). */
	readonly warnsOperatorMix: boolean;
	/** BitBake warns when no blanks surround the operator (2.16). */
	readonly warnsSpacing: boolean;
	/** `NAME_append` and the like are fatal (1.52). */
	readonly oldStyleIsFatal: boolean;
	/** Appends that do not apply still turn "no value" into an empty one (up to 1.50). */
	readonly appendMakesEmpty: boolean;
}

/** Orders BitBake versions such as `2.8` or `1.46.0`: negative when `a` is older. */
export function compareVersions(a: string, b: string): number {
	const left = a.split('.').map(Number);
	const right = b.split('.').map(Number);
	for (let i = 0; i < Math.max(left.length, right.length); i++) {
		const difference = (left[i] ?? 0) - (right[i] ?? 0);
		if (difference !== 0) return difference;
	}
	return 0;
}

const known = new Map<string, Dialect>();

/** The language of a BitBake version such as `2.8`; the same object for the same version. */
export function dialectOf(bitbake: string): Dialect {
	let dialect = known.get(bitbake);
	if (!dialect) {
		dialect = describe(bitbake);
		known.set(bitbake, dialect);
	}
	return dialect;
}

function describe(bitbake: string): Dialect {
	const from = (version: string): boolean => compareVersions(bitbake, version) >= 0;
	return {
		separator: from('1.52') ? ':' : '_',
		colonInNames: from('1.46'),
		atInFlags: from('2.4'),
		slashInFlags: from('2.12'),
		emptyNameIsError: from('2.12'),
		includeAll: from('2.12'),
		inheritDefer: from('2.8'),
		globalClasses: from('2.2'),
		deferredClasses: from('2.16'),
		addsSeveralTasks: from('2.10'),
		deletesSeveralTasks: from('1.48'),
		exportsAllDirs: from('2.0'),
		marksExportsInText: from('2.8'),
		addpylib: from('2.4'),
		addfragmentsWords: from('2.16') ? 4 : from('2.12') ? 3 : 0,
		bracesInPython: from('2.4'),
		overrideStartsLower: from('2.4'),
		weakFlags: from('2.12'),
		warnsOperatorMix: from('2.0'),
		warnsSpacing: from('2.16'),
		oldStyleIsFatal: from('1.52'),
		appendMakesEmpty: !from('1.52'),
	};
}
