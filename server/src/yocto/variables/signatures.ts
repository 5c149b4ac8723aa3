import * as l10n from '@vscode/l10n';
import { aboutHashes } from './threeHashes';
import type { KnownVariable } from './variable';

const group = 'Signatures';

/** Signatures: what goes into a task hash and what is kept out of it. */
export const SIGNATURES: readonly KnownVariable[] = [
	{
		name: 'BB_SIGNATURE_HANDLER',
		group,
		summary: l10n.t('Which code computes task hashes, and whether hash equivalence is used.'),
		details: aboutHashes(
			l10n.t(
				'`OEEquivHash` uses equivalence and needs `BB_HASHSERVE`; `OEBasicHash` uses task hashes alone. **A misspelt name is not fatal**: BitBake logs one error, goes on with `noop`, and no shared state matches. Names are case-sensitive. From 6.0 `OEEquivHash` is OpenEmbedded’s default; before, poky chose it (3.1 and later) while OpenEmbedded alone used `OEBasicHash`. Builders that share a cache need the same handler.',
			),
		),
		form: l10n.t('name of a handler'),
		example: 'BB_SIGNATURE_HANDLER = "OEEquivHash"',
		manual: 'bitbake',
	},
	{
		name: 'BB_BASEHASH_IGNORE_VARS',
		group,
		summary: l10n.t('Variables whose values never enter a task hash.'),
		details: l10n.t(
			'Put here what differs between builders without changing an output: paths, user names, job numbers. **What is missing here changes every task hash that depends on it; what is here wrongly lets stale objects be reused.** OpenEmbedded assigns its list with `?=` after `local.conf`: a `+=` or `=` there replaces the whole list, paths start to count and nothing matches any more. Use `:append`, and the same on all builders.',
		),
		form: l10n.t('names of variables, separated by blanks'),
		example: 'BB_BASEHASH_IGNORE_VARS:append = " CI_BUILD_URL"',
		from: '4.0',
		manual: 'bitbake',
	},
	{
		name: 'BB_HASHCONFIG_IGNORE_VARS',
		group,
		summary: l10n.t('Variables whose change does not make BitBake parse all recipes again.'),
		details: l10n.t(
			'This is about the parsing cache, not about task hashes: a variable that changes with every start, such as a time or a job number, costs a full parse each time unless it is listed. OpenEmbedded assigns its list with `?=` after `local.conf`, so use `:append`; `+=` there drops the defaults. It does not keep a variable out of a task hash: that is `BB_BASEHASH_IGNORE_VARS`.',
		),
		form: l10n.t('names of variables, separated by blanks'),
		example: 'BB_HASHCONFIG_IGNORE_VARS:append = " CI_JOB_ID"',
		from: '4.0',
		manual: 'bitbake',
	},
	{
		name: 'BB_HASHEXCLUDE_COMMON',
		group,
		summary: l10n.t('What both ignore lists of OpenEmbedded begin with.'),
		details: l10n.t(
			'`BB_BASEHASH_IGNORE_VARS` and `BB_HASHCONFIG_IGNORE_VARS` both contain it (before 4.0: the variables those replaced). It holds `TMPDIR`, `DL_DIR`, `HOME`, `BB_HASHSERVE` and the like, which is why builds in different directories and with different servers have the same task hashes. Append only: after a `+=` or `=` in `local.conf` the defaults are gone, **and hashes begin to depend on paths without any message**.',
		),
		form: l10n.t('names of variables, separated by blanks'),
		example: 'BB_HASHEXCLUDE_COMMON:append = " CI_NODE_NAME"',
		from: '3.1',
	},
	{
		name: 'BB_SIGNATURE_EXCLUDE_FLAGS',
		group,
		summary: l10n.t('Variable flags that do not enter task hashes.'),
		details: l10n.t(
			'All other flags of a variable or task count as inputs. OpenEmbedded lists those that BitBake itself interprets (`doc`, `depends`, `vardeps` and so on). A flag of your own that only documents something belongs here, on every builder alike; otherwise a changed comment is a rebuild.',
		),
		form: l10n.t('names of flags, separated by blanks'),
		example: 'BB_SIGNATURE_EXCLUDE_FLAGS:append = " acme-note"',
		manual: 'bitbake',
	},
	{
		name: 'BB_SIGNATURE_LOCAL_DIRS_EXCLUDE',
		group,
		summary: l10n.t('Directory names that are skipped when local source directories are hashed.'),
		details: l10n.t(
			'For `file://` directories in `SRC_URI` and for other checked directories, their files are inputs of the task hash. The default leaves out the directories of version control systems. A value replaces that default altogether: **without `.git` in it, every `git fetch` changes the task hash**.',
		),
		form: l10n.t('directory names, separated by blanks'),
		example: 'BB_SIGNATURE_LOCAL_DIRS_EXCLUDE = "CVS .bzr .git .hg .osc .p4 .repo .svn .vscode"',
		from: '3.0',
	},
	{
		name: 'BB_HASH_IGNORE_MISMATCH',
		group,
		summary: l10n.t('Silences the error about a hash that changed when a recipe was parsed again.'),
		details: l10n.t(
			'BitBake parses recipes again in its workers and expects the same hashes; the error says that the metadata depend on something that changes, such as the time. Such tasks can never be found in shared state reliably. **Setting this hides the message and keeps the cause**: use it only while you look for it.',
		),
		form: l10n.t('`1` or `0`'),
		example: 'BB_HASH_IGNORE_MISMATCH = "1"',
		values: [
			{ value: '1', meaning: l10n.t('Do not report hashes that changed on parsing again.') },
			{ value: '0', meaning: l10n.t('Report them as errors; the default.') },
		],
	},
	{
		name: 'BB_HASHCHECK_FUNCTION',
		group,
		summary: l10n.t('The function that tells BitBake which shared state objects exist.'),
		details: aboutHashes(
			l10n.t(
				'OpenEmbedded’s sstate class sets it to `sstate_checkhashes`, which looks for the objects of all unihashes in `SSTATE_DIR` and then in `SSTATE_MIRRORS`, and prints the summary line. The class is read after the configuration files, so an assignment in one of them has no effect. A function that finds too little means that everything is built.',
			),
		),
		form: l10n.t('name of a function'),
		example: 'BB_HASHCHECK_FUNCTION = "sstate_checkhashes"',
		manual: 'bitbake',
	},
	{
		name: 'BB_SETSCENE_DEPVALID',
		group,
		summary: l10n.t('The function that decides whether a dependency’s shared state is needed too.'),
		details: l10n.t(
			'With it BitBake leaves out objects that only a task already restored would have needed, which spares downloads. OpenEmbedded’s sstate class sets it to `setscene_depvalid`, after the configuration files were read. It chooses what is fetched and changes no hash.',
		),
		form: l10n.t('name of a function'),
		example: 'BB_SETSCENE_DEPVALID = "setscene_depvalid"',
		manual: 'bitbake',
	},
	{
		name: 'BB_SETSCENE_ENFORCE',
		group,
		summary: l10n.t('Demands that everything comes from shared state.'),
		details: l10n.t(
			'With `1` no task may really run except those in `BB_SETSCENE_ENFORCE_IGNORE_TASKS`; a missing object is an error that names the task. The extensible SDK is built on it, and it is a good test of a mirror: what a changed hash would otherwise rebuild in silence is reported. Usually given in the environment for a single run.',
		),
		form: l10n.t('`1` or `0`'),
		example: 'BB_SETSCENE_ENFORCE = "1"',
		values: [
			{ value: '1', meaning: l10n.t('A task that shared state does not cover is an error.') },
			{ value: '0', meaning: l10n.t('Such a task is run; the default.') },
		],
	},
	{
		name: 'BB_SETSCENE_ENFORCE_IGNORE_TASKS',
		group,
		summary: l10n.t('Tasks that may run although `BB_SETSCENE_ENFORCE` is on.'),
		details: l10n.t(
			'Patterns for recipe and task; `%` in place of the recipe stands for the targets given on the command line. Without an entry for the targets themselves not even the image can be put together. Ignored while `BB_SETSCENE_ENFORCE` is not `1`.',
		),
		form: l10n.t('`RECIPE:TASK` patterns, separated by blanks'),
		example: 'BB_SETSCENE_ENFORCE_IGNORE_TASKS = "%:* *:do_shared_workdir *:do_rm_work"',
		from: '4.0',
	},
	{
		name: 'BB_TASKHASH_IGNORE_TASKS',
		group,
		summary: l10n.t('A pattern of recipes whose tasks do not count as dependencies.'),
		details: l10n.t(
			'BitBake’s own handler `basichash` leaves matching recipes out of the task hashes of all others. **OpenEmbedded’s handlers never look at it**: with them use `SIGGEN_EXCLUDERECIPES_ABISAFE` or `SIGGEN_EXCLUDE_SAFE_RECIPE_DEPS`.',
		),
		form: l10n.t('regular expression'),
		example: 'BB_TASKHASH_IGNORE_TASKS = "^(quilt|patch)-native$"',
		from: '4.0',
	},
	{
		name: 'SIGGEN_LOCKEDSIGS',
		group,
		summary: l10n.t('Tasks pinned to a hash, whatever their inputs say.'),
		details: aboutHashes(
			l10n.t(
				'The lists are really called `SIGGEN_LOCKEDSIGS_TYPE`, one for each package architecture, and `SIGGEN_LOCKEDSIGS_TYPES` names those that count: **a list not named there, and the plain variable without a type, are ignored**. A pinned task keeps its hash and takes its object from shared state even after its recipe changed. `bblock` (4.3 and later) and `bitbake -S lockedsigs` write these lines, with the unihash as the hash to use.',
			),
		),
		form: l10n.t('`RECIPE:TASK:HASH`, separated by blanks'),
		example:
			'SIGGEN_LOCKEDSIGS_t-core2-64 = "bc:do_compile:09772aa4532512baf96d433484f27234d4b7c11dd9cda0d6f56fa1b7ce6f25f0"',
		manual: 'reference',
	},
	{
		name: 'SIGGEN_LOCKEDSIGS_TYPES',
		group,
		summary: l10n.t('Which lists of pinned tasks are in force.'),
		details: l10n.t(
			'Each word `T` here activates the list `SIGGEN_LOCKEDSIGS_T`. There is one list for each package architecture, and `bitbake -S lockedsigs` writes this line with the machine as an override, so that the files of several machines can be kept side by side. **A list that is not named here is ignored without a message.**',
		),
		form: l10n.t('type names such as `t-core2-64`, separated by blanks'),
		example: 'SIGGEN_LOCKEDSIGS_TYPES:qemux86-64 = "t-core2-64 t-allarch"',
		manual: 'reference',
	},
	{
		name: 'SIGGEN_EXCLUDERECIPES_ABISAFE',
		group,
		summary: l10n.t('Recipes whose changes do not rebuild the recipes that use them.'),
		details: l10n.t(
			'Dependencies of target recipes on these are left out of task hashes, except for images: they hold configuration or data and no interface. Layers add to it in `layer.conf`, so **a layer that only one side has changes that side’s hashes**. A library listed by mistake is replaced without rebuilding its users, which then fail on the device.',
		),
		form: l10n.t('recipe names, separated by blanks'),
		example: 'SIGGEN_EXCLUDERECIPES_ABISAFE += "acme-device-config"',
		manual: 'reference',
	},
	{
		name: 'SIGGEN_EXCLUDE_SAFE_RECIPE_DEPS',
		group,
		summary: l10n.t('Single dependencies between recipes that task hashes leave out.'),
		details: l10n.t(
			'`A->B`: a change in B does not change the task hashes of A; `*->B` is meant for tools whose version never shows in an output. Usually extended in `layer.conf`, and all builders must agree on it. Too generous an entry keeps outdated outputs in use without a message.',
		),
		form: l10n.t('`RECIPE->DEPENDENCY`, separated by blanks, `*` for any recipe'),
		example: 'SIGGEN_EXCLUDE_SAFE_RECIPE_DEPS += "acme-init->acme-certificates"',
		manual: 'reference',
	},
	{
		name: 'BB_HASHBASE_WHITELIST',
		group,
		summary: l10n.t('Up to 3.4, the variables that never enter a task hash.'),
		details: l10n.t(
			'From 4.0 on BitBake prints that it is now `BB_BASEHASH_IGNORE_VARS` and stops. Up to 3.4 the new name means nothing: a configuration for both needs both files.',
		),
		form: l10n.t('names of variables, separated by blanks'),
		example: 'BB_BASEHASH_IGNORE_VARS:append = " CI_BUILD_URL"',
		until: '3.4',
		renamedTo: 'BB_BASEHASH_IGNORE_VARS',
	},
	{
		name: 'BB_HASHCONFIG_WHITELIST',
		group,
		summary: l10n.t('Up to 3.4, the variables whose change does not cause a new parse.'),
		details: l10n.t(
			'From 4.0 on BitBake prints that it is now `BB_HASHCONFIG_IGNORE_VARS` and stops. The meaning stayed the same.',
		),
		form: l10n.t('names of variables, separated by blanks'),
		example: 'BB_HASHCONFIG_IGNORE_VARS:append = " CI_JOB_ID"',
		until: '3.4',
		renamedTo: 'BB_HASHCONFIG_IGNORE_VARS',
	},
	{
		name: 'BB_HASHTASK_WHITELIST',
		group,
		summary: l10n.t('Up to 3.4, a pattern of recipes whose tasks do not count as dependencies.'),
		details: l10n.t(
			'From 4.0 on BitBake prints that it is now `BB_TASKHASH_IGNORE_TASKS` and stops. OpenEmbedded’s signature handlers look at neither.',
		),
		form: l10n.t('regular expression'),
		example: 'BB_TASKHASH_IGNORE_TASKS = "^(quilt|patch)-native$"',
		until: '3.4',
		renamedTo: 'BB_TASKHASH_IGNORE_TASKS',
	},
	{
		name: 'BB_SETSCENE_ENFORCE_WHITELIST',
		group,
		summary: l10n.t('Up to 3.4, the tasks that may run although `BB_SETSCENE_ENFORCE` is on.'),
		details: l10n.t(
			'From 4.0 on BitBake prints that it is now `BB_SETSCENE_ENFORCE_IGNORE_TASKS` and stops. The patterns stayed the same.',
		),
		form: l10n.t('`RECIPE:TASK` patterns, separated by blanks'),
		example: 'BB_SETSCENE_ENFORCE_IGNORE_TASKS = "%:* *:do_shared_workdir *:do_rm_work"',
		until: '3.4',
		renamedTo: 'BB_SETSCENE_ENFORCE_IGNORE_TASKS',
	},
	{
		name: 'BB_STAMP_WHITELIST',
		group,
		summary: l10n.t('Up to 3.4, recipes whose stamps counted under some stamp policies.'),
		details: l10n.t(
			'It belonged to stamp policies from before task hashes. From 4.0 on BitBake prints that it was removed and stops; nothing replaces it, so delete the line.',
		),
		form: l10n.t('recipe names, separated by blanks'),
		example: 'BB_STAMP_WHITELIST = "quilt-native"',
		until: '3.4',
	},
];
