import * as l10n from '@vscode/l10n';
import { aboutHashes } from './threeHashes';
import type { KnownVariable } from './variable';

const group = 'Build directory';

/** The build directory: its places, layers, processes and the services beside it. */
export const BUILD_DIRECTORY: readonly KnownVariable[] = [
	{
		name: 'TOPDIR',
		group,
		summary: l10n.t('The build directory, set by BitBake.'),
		details: l10n.t(
			'`auto` puts the hash equivalence server’s socket here (`hashserve.sock`), and by default the caches and `TMPDIR` are below it. Task hashes do not contain the path unless a recipe uses it in a task: **one that does matches only builds in the very same place**. Not meant to be set in configuration files.',
		),
		form: l10n.t('directory'),
		isDirectory: true,
		example: 'TOPDIR = "/srv/build/qemux86-64"',
		manual: 'bitbake',
	},
	{
		name: 'TMPDIR',
		group,
		summary: l10n.t('The directory of everything a build produces along the way.'),
		details: l10n.t(
			'It can be deleted: the next build restores from shared state what it needs. It is kept out of task hashes, and paths below it in stored objects are adapted when they are unpacked. It must not be on NFS. `bitbake.conf` gives it a value before `local.conf` is read, **so `?=` there does nothing**: use `=`.',
		),
		form: l10n.t('directory on a local file system'),
		isDirectory: true,
		example: 'TMPDIR = "/build/tmp"',
		manual: 'reference',
	},
	{
		name: 'BBPATH',
		group,
		summary: l10n.t('The directories in which `conf` and `classes` are looked for.'),
		details: l10n.t(
			'The first file found wins, so the order of layers decides which `distro`, `machine` or class file is used. Two builders with equal layers in another order can read different files and get different task hashes, although the variable itself does not count. Layers extend it in `layer.conf`.',
		),
		form: l10n.t('directories, separated by colons'),
		example: 'BBPATH = "${TOPDIR}"',
		manual: 'bitbake',
	},
	{
		name: 'BBLAYERS',
		group,
		summary: l10n.t('The layers of this build, set in `bblayers.conf`.'),
		details: l10n.t(
			'A layer brings appends, classes and global settings: **one layer more or another revision of it changes task hashes far beyond its own recipes**. When a mirror matches badly, compare layers and revisions first; BitBake prints both at the start of a build.',
		),
		form: l10n.t('directories, separated by blanks'),
		example: 'BBLAYERS ?= "/srv/layers/openembedded-core/meta /srv/layers/meta-acme"',
		manual: 'bitbake',
	},
	{
		name: 'BBMULTICONFIG',
		group,
		summary: l10n.t(
			'Further configurations built in the same run, by files in `conf/multiconfig`.',
		),
		details: l10n.t(
			'All of them use one hash equivalence server and usually one `SSTATE_DIR`, and share what has equal hashes. The signature handler and `BB_HASHSERVE` belong in `local.conf`: **set in a multiconfig file alone they do not do what one expects**, since the server is started from the main configuration.',
		),
		form: l10n.t('names of configurations, separated by blanks'),
		example: 'BBMULTICONFIG = "board-a board-b"',
		manual: 'bitbake',
	},
	{
		name: 'OE_FRAGMENTS',
		group,
		summary: l10n.t('Ready-made pieces of configuration that are switched on by name.'),
		details: aboutHashes(
			l10n.t(
				'`core/yocto/sstate-mirror-cdn` (5.3 and later) sets `SSTATE_MIRRORS` together with the matching `BB_HASHSERVE_UPSTREAM`, so that unihashes and objects come from one place. Fragments are read after `local.conf`: **a plain `=` in one beats yours**. `bitbake-config-build enable-fragment` edits the list in `conf/auto.conf` (5.2) or `conf/toolcfg.conf` (5.3 and later); an unknown name is an error.',
			),
		),
		form: l10n.t('`LAYER/PATH` names, separated by blanks'),
		example: 'OE_FRAGMENTS += "core/yocto/sstate-mirror-cdn"',
		from: '5.2',
		manual: 'reference',
	},
	{
		name: 'CONF_VERSION',
		group,
		summary: l10n.t('The version of the layout of `local.conf`.'),
		details: l10n.t(
			'OpenEmbedded compares it with the version it expects and asks to update the file if they differ. It is not a version of your own and no input of any hash. By custom it is the last line of the file: what a script appends below is easily overlooked, although BitBake reads it like the rest.',
		),
		form: l10n.t('number given by OpenEmbedded'),
		example: 'CONF_VERSION = "2"',
		manual: 'reference',
	},
	{
		name: 'BB_NUMBER_THREADS',
		group,
		summary: l10n.t('How many tasks run at once.'),
		details: l10n.t(
			'Also how many objects are looked for at once in a mirror, so a small number makes checking a distant mirror slow. No input of task hashes. The default is the number of processors.',
		),
		form: l10n.t('number'),
		example: 'BB_NUMBER_THREADS ?= "8"',
		manual: 'bitbake',
	},
	{
		name: 'PARALLEL_MAKE',
		group,
		summary: l10n.t('Options for parallel compiling within one task.'),
		details: aboutHashes(
			l10n.t(
				'Kept out of task hashes, so builders of any size match. A recipe whose output depends on the order of jobs gives another output hash now and then, **and its dependents are then built again without a visible reason**: such a recipe should clear it for itself.',
			),
		),
		form: l10n.t('`-j NUMBER`, optionally with `-l LOAD`'),
		example: 'PARALLEL_MAKE ?= "-j 8"',
		manual: 'reference',
	},
	{
		name: 'BB_DISKMON_DIRS',
		group,
		summary: l10n.t('Limits of free space at which BitBake warns or stops.'),
		details: l10n.t(
			'Watch the file systems of `SSTATE_DIR` and `DL_DIR` as well: a full one fails tasks in odd ways, and shared state that could not be written is missing for everybody else. Sizes may end in K, M or G; the last number counts free inodes. Up to 3.4 `HALT` was called `ABORT`.',
		),
		form: l10n.t(
			'`ACTION,DIRECTORY,SPACE,INODES` entries, separated by blanks; ACTION is `WARN`, `STOPTASKS` or `HALT`',
		),
		example:
			'BB_DISKMON_DIRS ??= "STOPTASKS,${TMPDIR},1G,100K STOPTASKS,${SSTATE_DIR},1G,100K HALT,${TMPDIR},100M,1K"',
		manual: 'bitbake',
	},
	{
		name: 'PRSERV_HOST',
		group,
		summary: l10n.t('The server that numbers the revisions of packages.'),
		details: aboutHashes(
			l10n.t(
				'For each version it gives every new unihash of `do_package` the next number, so that package managers see an update. `localhost:0` starts one for this build directory. **Builders that share unihashes but not this server publish different numbers for the same packages**: use one of each for a package feed. Kept out of task hashes.',
			),
		),
		form: '`HOST:PORT`',
		example: 'PRSERV_HOST = "prserv.example.com:8585"',
		manual: 'bitbake',
	},
	{
		name: 'PRSERV_UPSTREAM',
		group,
		summary: l10n.t('The PR server from which the local one takes numbers already given.'),
		details: l10n.t(
			'Used by the server that `PRSERV_HOST = "localhost:0"` starts; towards any other address it is silently ignored. Local changes get numbers below the upstream’s, such as `r1.0`, and nothing is written back. Hash equivalence has `BB_HASHSERVE_UPSTREAM` for the same purpose.',
		),
		form: '`HOST:PORT`',
		example: 'PRSERV_UPSTREAM = "prserv.example.com:8585"',
		from: '5.1',
		manual: 'reference',
	},
	{
		name: 'BB_SERVER_TIMEOUT',
		group,
		summary: l10n.t('How long BitBake stays in memory after the last command.'),
		details: l10n.t(
			'In seconds; `-1` means for ever. The hash equivalence server of `auto` lives as long, with its socket open. **A server in memory keeps its view of `BB_HASHSERVE` and of the environment**: after changing what an outside server is called or offers, end it with `bitbake -m`. The environment variable of that name wins over the configuration.',
		),
		form: l10n.t('seconds, or `-1`'),
		example: 'BB_SERVER_TIMEOUT = "60"',
		manual: 'reference',
	},
	{
		name: 'BB_ENV_PASSTHROUGH',
		group,
		summary: l10n.t('The environment variables BitBake takes over, instead of its own list.'),
		details: l10n.t(
			'Read from the shell’s environment before any file: **assigned in a configuration file it does nothing**. It replaces the built-in list, which is rarely wanted; `BB_ENV_PASSTHROUGH_ADDITIONS` extends it.',
		),
		form: l10n.t('names of variables, separated by blanks'),
		example: 'BB_ENV_PASSTHROUGH = "PATH HOME USER LC_ALL"',
		from: '4.0',
		manual: 'bitbake',
	},
	{
		name: 'BB_ENV_PASSTHROUGH_ADDITIONS',
		group,
		summary: l10n.t('More environment variables that BitBake takes over.'),
		details: l10n.t(
			'With `SSTATE_MIRRORS` or `BB_HASHSERVE` named here, a build script can set them by `export`; a variable that is not named is dropped without a message. Read from the shell’s environment: **assigned in a configuration file it does nothing**. Taken-over values are set before all files, so `?=` leaves them alone and `=` replaces them.',
		),
		form: l10n.t('names of variables, separated by blanks'),
		example:
			'BB_ENV_PASSTHROUGH_ADDITIONS = "MACHINE DL_DIR SSTATE_DIR SSTATE_MIRRORS BB_HASHSERVE"',
		from: '4.0',
		manual: 'bitbake',
	},
	{
		name: 'BB_ENV_WHITELIST',
		group,
		summary: l10n.t('Up to 3.4, the environment variables BitBake took over.'),
		details: l10n.t(
			'From 4.0 on BitBake prints that it is now `BB_ENV_PASSTHROUGH`, and stops, whether it finds the old name in a file or in the environment.',
		),
		form: l10n.t('names of variables, separated by blanks'),
		example: 'BB_ENV_PASSTHROUGH = "PATH HOME USER LC_ALL"',
		until: '3.4',
		renamedTo: 'BB_ENV_PASSTHROUGH',
	},
	{
		name: 'BB_ENV_EXTRAWHITE',
		group,
		summary: l10n.t('Up to 3.4, more environment variables that BitBake took over.'),
		details: l10n.t(
			'From 4.0 on BitBake prints that it is now `BB_ENV_PASSTHROUGH_ADDITIONS`; it exits when a build script still exports the old name.',
		),
		form: l10n.t('names of variables, separated by blanks'),
		example:
			'BB_ENV_PASSTHROUGH_ADDITIONS = "MACHINE DL_DIR SSTATE_DIR SSTATE_MIRRORS BB_HASHSERVE"',
		until: '3.4',
		renamedTo: 'BB_ENV_PASSTHROUGH_ADDITIONS',
	},
];
