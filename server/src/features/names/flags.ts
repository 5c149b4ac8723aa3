import * as l10n from '@vscode/l10n';
import type { DataStore } from '../../evaluation/dataStore';
import { findVariable } from '../../yocto/variables';

/** Flags that BitBake gives a meaning for every variable. */
const COMMON: Readonly<Record<string, string>> = {
	doc: l10n.t('A description of the variable, for people.'),
	export: l10n.t('The variable is put into the environment of tasks.'),
	unexport: l10n.t('The variable is kept out of the environment of tasks, even if it is exported.'),
	vardeps: l10n.t('Further variables that count in the hash of whatever uses this one.'),
	vardepsexclude: l10n.t('Variables that do not count in the hash although they are used.'),
	vardepvalue: l10n.t('A text that counts in the hash in place of the value.'),
	vardepvalueexclude: l10n.t(
		'Parts of the value, separated by `|`, that do not count in the hash.',
	),
};

/** Flags that BitBake and the sstate class give a meaning for tasks. */
const OF_TASKS: Readonly<Record<string, string>> = {
	cleandirs: l10n.t('Directories that are emptied before the task runs.'),
	depends: l10n.t('Tasks of other recipes that must run before, as `recipe:do_task`.'),
	deptask: l10n.t('A task that must have run for every recipe in DEPENDS.'),
	dirs: l10n.t('Directories that are made before the task runs; it runs in the last one.'),
	'file-checksums': l10n.t('Files whose contents count in the task hash.'),
	lockfiles: l10n.t('Files that are locked while the task runs.'),
	mcdepends: l10n.t('Tasks of other multiconfigs that must run before.'),
	network: l10n.t('The task may use the network.'),
	noexec: l10n.t('The task is there for others to depend on and does nothing itself.'),
	nostamp: l10n.t('The task runs in every build, and so does all that depends on it.'),
	number_threads: l10n.t('How many tasks of this name may run at once.'),
	rdepends: l10n.t('Tasks of what is needed at run time that must run before.'),
	rdeptask: l10n.t('A task that must have run for everything needed at run time.'),
	recrdeptask: l10n.t('Tasks that must have run for everything needed, however indirectly.'),
	'stamp-extra-info': l10n.t('A text that is added to the name of the stamp.'),
	'sstate-inputdirs': l10n.t('Directories whose contents go into the shared state object.'),
	'sstate-outputdirs': l10n.t('Where the contents of a shared state object are put.'),
	umask: l10n.t('The umask that the task runs with.'),
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
