import type { DataStore } from '../../evaluation/dataStore';
import { findVariable } from '../../yocto/variables';

/** Flags that BitBake gives a meaning for every variable. */
const COMMON: Readonly<Record<string, string>> = {
	doc: 'A description of the variable, for people.',
	export: 'The variable is put into the environment of tasks.',
	unexport: 'The variable is kept out of the environment of tasks, even if it is exported.',
	vardeps: 'Further variables that count in the hash of whatever uses this one.',
	vardepsexclude: 'Variables that do not count in the hash although they are used.',
	vardepvalue: 'A text that counts in the hash in place of the value.',
	vardepvalueexclude: 'Parts of the value, separated by `|`, that do not count in the hash.',
};

/** Flags that BitBake and the sstate class give a meaning for tasks. */
const OF_TASKS: Readonly<Record<string, string>> = {
	cleandirs: 'Directories that are emptied before the task runs.',
	depends: 'Tasks of other recipes that must run before, as `recipe:do_task`.',
	deptask: 'A task that must have run for every recipe in DEPENDS.',
	dirs: 'Directories that are made before the task runs; it runs in the last one.',
	'file-checksums': 'Files whose contents count in the task hash.',
	lockfiles: 'Files that are locked while the task runs.',
	mcdepends: 'Tasks of other multiconfigs that must run before.',
	network: 'The task may use the network.',
	noexec: 'The task is there for others to depend on and does nothing itself.',
	nostamp: 'The task runs in every build, and so does all that depends on it.',
	number_threads: 'How many tasks of this name may run at once.',
	rdepends: 'Tasks of what is needed at run time that must run before.',
	rdeptask: 'A task that must have run for everything needed at run time.',
	recrdeptask: 'Tasks that must have run for everything needed, however indirectly.',
	'stamp-extra-info': 'A text that is added to the name of the stamp.',
	'sstate-inputdirs': 'Directories whose contents go into the shared state object.',
	'sstate-outputdirs': 'Where the contents of a shared state object are put.',
	umask: 'The umask that the task runs with.',
};

/** The flags worth naming for a variable, with what each means; empty for those that the build alone knows. */
export function flagsOf(data: DataStore, variable: string): ReadonlyMap<string, string> {
	const known = {
		...findVariable(variable)?.flags,
		...(variable.startsWith('do_') ? OF_TASKS : {}),
		...COMMON,
	};
	const used = data.stored(variable)?.flags?.keys() ?? [];
	return new Map([
		...Object.entries(known),
		// Those that start with an underscore are BitBake's own.
		...[...used].flatMap((flag): [string, string][] =>
			flag in known || flag.startsWith('_') ? [] : [[flag, '']],
		),
	]);
}
