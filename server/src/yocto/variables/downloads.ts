import * as l10n from '@vscode/l10n';
import type { KnownVariable } from './variable';

const group = 'Downloads and network';

/** Downloads and network: where sources come from, and who may be asked for anything. */
export const DOWNLOADS: readonly KnownVariable[] = [
	{
		name: 'DL_DIR',
		group,
		summary: l10n.t('The directory of downloaded sources.'),
		details: l10n.t(
			'It may be shared by all builds of a machine or a site: BitBake locks its files. Its path is kept out of task hashes, so builds with different download directories match. A task found in shared state needs no sources, so an empty one here shows in the log whenever a hash differed from what you expected.',
		),
		form: l10n.t('directory'),
		isDirectory: true,
		example: 'DL_DIR ?= "/srv/yocto/downloads"',
		manual: 'reference',
	},
	{
		name: 'SOURCE_MIRROR_URL',
		group,
		summary: l10n.t('Your own mirror of sources, asked before the original places.'),
		details: l10n.t(
			'One URL, not pairs as in `PREMIRRORS`. **Alone it does nothing**: `INHERIT += "own-mirrors"` is what puts it in front of `PREMIRRORS`. It is for sources only; shared state has `SSTATE_MIRRORS`. What the mirror lacks is fetched from the original place without a message.',
		),
		form: l10n.t('one URL of a directory'),
		example: 'SOURCE_MIRROR_URL = "https://mirror.example.com/sources/"',
		manual: 'reference',
	},
	{
		name: 'SOURCE_MIRROR_FETCH',
		group,
		summary: l10n.t('Keeps recipes that this configuration could not build, to fetch all sources.'),
		details: l10n.t(
			'For filling a mirror, for instance with `bitbake world --runall=fetch`: recipes that are made for other machines, hosts or licences are not skipped. Leave it off in ordinary builds, where such recipes then turn up as providers and fail. It changes what is parsed, not what is in shared state.',
		),
		form: l10n.t('`1` or `0`'),
		example: 'SOURCE_MIRROR_FETCH = "1"',
		manual: 'reference',
		values: [
			{ value: '1', meaning: l10n.t('Keep recipes that do not fit this configuration.') },
			{ value: '0', meaning: l10n.t('Skip them; the default.') },
		],
	},
	{
		name: 'PREMIRRORS',
		group,
		summary: l10n.t('Mirrors of sources that are asked before the original place.'),
		details: l10n.t(
			'Pairs of a pattern for the source’s URL and a mirror, tried in order; a mirror that fails is passed over silently. Where a source came from is not an input of a task hash: its checksum or revision is. **Shared state is never looked for here**, only in `SSTATE_MIRRORS`, and `PATH;downloadfilename=PATH` has no place here.',
		),
		form: l10n.t('`PATTERN URL` pairs, separated by blanks'),
		example:
			'PREMIRRORS:prepend = "git://.*/.* https://mirror.example.com/sources/ https?://.*/.* https://mirror.example.com/sources/ "',
		manual: 'bitbake',
	},
	{
		name: 'MIRRORS',
		group,
		summary: l10n.t('Mirrors of sources that are asked after the original place has failed.'),
		details: l10n.t(
			'Pairs as in `PREMIRRORS`. They help when a project moves or removes an old release, but a builder without internet first waits for the original place to time out: use `PREMIRRORS` there. Shared state does not use them.',
		),
		form: l10n.t('`PATTERN URL` pairs, separated by blanks'),
		example: 'MIRRORS:append = " https?://.*/.* https://archive.example.com/sources/"',
		manual: 'bitbake',
	},
	{
		name: 'INHERIT',
		group,
		summary: l10n.t('Classes that every recipe inherits.'),
		details: l10n.t(
			'`own-mirrors` makes `SOURCE_MIRROR_URL` work; `rm_work`, `buildhistory` or `create-spdx` are named here as well. A class may add variables and functions to tasks of all recipes and so **change every task hash: builders with different classes match in little**. Use `+=`; a plain `=` drops the classes that other files added.',
		),
		form: l10n.t('names of classes, separated by blanks'),
		example: 'INHERIT += "own-mirrors"',
		manual: 'reference',
	},
	{
		name: 'BB_NO_NETWORK',
		group,
		summary: l10n.t('Forbids all downloads.'),
		details: l10n.t(
			'A source that is not in `DL_DIR` or in a `file://` mirror is an error. **Shared state on http mirrors counts as found, but fetching it fails and the tasks run after all**, unless `SSTATE_MIRROR_ALLOW_NETWORK` is on. The hash equivalence server is asked nevertheless.',
		),
		form: l10n.t('`1` or `0`'),
		example: 'BB_NO_NETWORK = "1"',
		manual: 'bitbake',
		values: [
			{ value: '1', meaning: l10n.t('No access to the network by the fetchers.') },
			{ value: '0', meaning: l10n.t('Network allowed; the default.') },
		],
	},
	{
		name: 'BB_ALLOWED_NETWORKS',
		group,
		summary: l10n.t('The only hosts that may be downloaded from.'),
		details: l10n.t(
			'Once set, an original place on another host is an error, and **a mirror on another host is skipped with no more than a debug message**: list the hosts of `SSTATE_MIRRORS` and `PREMIRRORS`. Names match whole; `*.example.com` also covers the hosts below. No ports, no schemes. `file://` is always allowed.',
		),
		form: l10n.t('host names, separated by single blanks, `*.` in front for all below'),
		example: 'BB_ALLOWED_NETWORKS = "*.example.com downloads.yoctoproject.org"',
		manual: 'bitbake',
		flags: { PN: l10n.t('The list for the recipe of that name, instead of the general one.') },
	},
	{
		name: 'BB_FETCH_PREMIRRORONLY',
		group,
		summary: l10n.t('Allows sources from `PREMIRRORS` only.'),
		details: l10n.t(
			'After them the network is off, so a source that the mirrors lack is an error rather than a silent visit to the internet. The mirrors in `SSTATE_MIRRORS` go on working. Together with `own-mirrors` it proves that your mirror is complete.',
		),
		form: l10n.t('`1` or `0`'),
		example: 'BB_FETCH_PREMIRRORONLY = "1"',
		manual: 'bitbake',
		values: [
			{ value: '1', meaning: l10n.t('Fail instead of asking the original place.') },
			{ value: '0', meaning: l10n.t('Original places and `MIRRORS` too; the default.') },
		],
	},
	{
		name: 'BB_GENERATE_MIRROR_TARBALLS',
		group,
		summary: l10n.t('Packs fetched repositories into archives that a mirror can serve.'),
		details: l10n.t(
			'Without it a git repository is only a clone in `DL_DIR/git2`, which cannot be served as a file, **and a mirror copied from `DL_DIR` lacks all git sources**. For git every text but an empty one and `0` turns it on, `no` included; Mercurial wants exactly `1`. Needs time and space on the builder that fills the mirror only.',
		),
		form: l10n.t('`1` or `0`'),
		example: 'BB_GENERATE_MIRROR_TARBALLS = "1"',
		manual: 'bitbake',
		values: [
			{ value: '1', meaning: l10n.t('Write an archive for each repository.') },
			{ value: '0', meaning: l10n.t('Keep clones only; the default.') },
		],
	},
	{
		name: 'BB_GENERATE_SHALLOW_TARBALLS',
		group,
		summary: l10n.t('Packs git repositories without their history into archives for a mirror.'),
		details: l10n.t(
			'Only with `BB_GIT_SHALLOW = "1"`, silently ignored otherwise; unset, it follows `BB_GENERATE_MIRROR_TARBALLS`. The archives are much smaller but hold just the revisions of this build: after a change of `SRCREV` the mirror has nothing to offer until it is filled again.',
		),
		form: l10n.t('`1` or `0`'),
		example: 'BB_GENERATE_SHALLOW_TARBALLS = "1"',
		manual: 'bitbake',
		values: [
			{ value: '1', meaning: l10n.t('Write shallow archives.') },
			{ value: '0', meaning: l10n.t('Do not write them.') },
		],
	},
];
