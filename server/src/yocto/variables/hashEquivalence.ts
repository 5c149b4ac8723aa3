import * as l10n from '@vscode/l10n';
import { aboutHashes } from './threeHashes';
import type { KnownVariable } from './variable';

const group = 'Hash equivalence';

/** Hash equivalence: the server, what is reported to it, and where its answers are kept. */
export const HASH_EQUIVALENCE: readonly KnownVariable[] = [
	{
		name: 'BB_HASHSERVE',
		group,
		summary: l10n.t('The hash equivalence server that this build asks and reports to.'),
		details: aboutHashes(
			l10n.t(
				'`auto` starts a server for this build directory alone; BitBake then replaces the value by `unix://${TOPDIR}/hashserve.sock`. Only the signature handler `OEEquivHash` asks it, and that handler stops the build when this is unset. **A server that cannot be reached costs no more than a warning**: each unihash stays the task hash, and objects stored under other unihashes are not found. `auto` together with `SSTATE_MIRRORS` needs `BB_HASHSERVE_UPSTREAM` too, or little in the mirror will match. `ws://` and `wss://` need 5.0 or later.',
			),
		),
		form: l10n.t(
			'`auto`, `HOST:PORT`, `[IPV6]:PORT`, `unix://PATH`, `ws://HOST:PORT` or `wss://HOST:PORT/PATH`',
		),
		example: 'BB_HASHSERVE = "hashserv.example.com:8686"',
		from: '3.0',
		manual: 'bitbake',
		values: [
			{
				value: 'auto',
				meaning: l10n.t('A server of this build directory, started and ended with BitBake.'),
			},
		],
	},
	{
		name: 'BB_HASHSERVE_UPSTREAM',
		group,
		summary: l10n.t('The server from which the `auto` server of this build directory learns.'),
		details: aboutHashes(
			l10n.t(
				'Read only while `BB_HASHSERVE` is `auto`, silently ignored otherwise. What the local server does not know it asks here and keeps; **it reports nothing back and sends no credentials**. Name the server that belongs to your `SSTATE_MIRRORS`: its unihashes are the names of the objects in that mirror. An unreachable upstream is dropped with a warning from 5.0.2 on; 4.0 to 5.0.0 want a plain `HOST:PORT`, keep a bad one and may crash on it.',
			),
		),
		form: l10n.t('`HOST:PORT`, from 5.0.1 also `ws://HOST:PORT` or `wss://HOST:PORT/PATH`'),
		example: 'BB_HASHSERVE_UPSTREAM = "wss://hashserv.yoctoproject.org/ws"',
		from: '3.3',
		manual: 'bitbake',
	},
	{
		name: 'BB_HASHSERVE_DB_DIR',
		group,
		summary: l10n.t('The directory where the `auto` server keeps its database, `hashserv.db`.'),
		details: aboutHashes(
			l10n.t(
				'Builds that share `SSTATE_DIR` must share the unihashes as well, or they store equal outputs under different names and miss each other’s objects. Pointing this at a directory common to them does that on one machine. **A network file system is refused**, since SQLite’s locks cannot be relied on there: run a server for several machines instead. Before 6.0 the variable is ignored without a word and the database is in `PERSISTENT_DIR`.',
			),
		),
		form: l10n.t('directory on a local file system'),
		isDirectory: true,
		example: 'BB_HASHSERVE_DB_DIR = "${SSTATE_DIR}"',
		from: '6.0',
		manual: 'bitbake',
	},
	{
		name: 'BB_HASHSERVE_USERNAME',
		group,
		summary: l10n.t('The user under whose name BitBake logs in to the hash equivalence server.'),
		details: l10n.t(
			'Used together with `BB_HASHSERVE_PASSWORD`, and only for a server named directly in `BB_HASHSERVE`: never for `BB_HASHSERVE_UPSTREAM`. If either is missing, `~/.netrc` is searched for a `machine` that equals the whole value of `BB_HASHSERVE`. A builder needs the permissions `@read` and `@report`; **without `@report` the server still answers, but stores nothing**.',
		),
		form: l10n.t('user name on the server'),
		example: 'BB_HASHSERVE_USERNAME = "builder"',
		from: '5.0',
	},
	{
		name: 'BB_HASHSERVE_PASSWORD',
		group,
		summary: l10n.t('The token that goes with `BB_HASHSERVE_USERNAME`.'),
		details: l10n.t(
			'It is the token that the server printed when the user was created or the token refreshed. Written in a configuration file it ends up in version control, in build logs and in `bitbake -e`: prefer a line in `~/.netrc`. **Over plain `HOST:PORT` or `ws://` it crosses the network unencrypted.** It is never sent to `BB_HASHSERVE_UPSTREAM`.',
		),
		form: l10n.t('token'),
		example: 'BB_HASHSERVE_PASSWORD = "${@open(\'/run/secrets/hashserv\').read().strip()}"',
		from: '5.0',
	},
	{
		name: 'SSTATE_HASHEQUIV_METHOD',
		group,
		summary: l10n.t('The Python function that computes output hashes.'),
		details: aboutHashes(
			l10n.t(
				'Its name is part of every question and every report: hashes found by different methods are never compared. Builders with another method, even the same code under another name, therefore share nothing, **and no message says so**. `OEEquivHash` stops the build when this is empty.',
			),
		),
		form: '`MODULE.FUNCTION`',
		example: 'SSTATE_HASHEQUIV_METHOD = "oe.sstatesig.OEOuthashBasic"',
		values: [
			{
				value: 'oe.sstatesig.OEOuthashBasic',
				meaning: l10n.t('Names, types, permissions, sizes and contents of all files of an output.'),
			},
		],
	},
	{
		name: 'SSTATE_HASHEQUIV_OWNER',
		group,
		summary: l10n.t('Who reports: a free text stored with each output hash.'),
		details: aboutHashes(
			l10n.t(
				'The server keeps it in the column `owner`, which helps to find out whose builder reported an output first. It takes no part in any comparison and is no input of a task.',
			),
		),
		form: l10n.t('text'),
		example: 'SSTATE_HASHEQUIV_OWNER = "nightly-builder-3"',
	},
	{
		name: 'SSTATE_HASHEQUIV_REPORT_TASKDATA',
		group,
		summary: l10n.t(
			'Whether recipe, version, task and the listing behind the output hash are reported too.',
		),
		details: aboutHashes(
			l10n.t(
				'With `1` the server also stores `PN`, `PV`, `PR`, the task and the listing of files that was hashed, which is what one compares when two builds ought to have had the same output and had not. It makes the database many times larger, and **it tells the server about your recipes and file names**: leave it off towards a server you do not run yourself. Any value but exactly `1` is off.',
			),
		),
		form: l10n.t('`1` or `0`'),
		example: 'SSTATE_HASHEQUIV_REPORT_TASKDATA = "1"',
		values: [
			{ value: '1', meaning: l10n.t('Report names, versions and the listing of files.') },
			{ value: '0', meaning: l10n.t('Report hashes only; the default.') },
		],
	},
	{
		name: 'SSTATE_HASHEQUIV_FILEMAP',
		group,
		summary: l10n.t('Texts to blank out of certain files before the output hash is computed.'),
		details: aboutHashes(
			l10n.t(
				'Build paths that a few files contain by design would make each build directory’s output look different; here they are removed for the comparison, while the stored object keeps them. Entries are blank-separated and have exactly three parts: **one with another number of colons is silently skipped**. A plain assignment replaces the defaults of the sstate class, so repeat them or append.',
			),
		),
		form: l10n.t(
			'`TASK:FILE-PATTERN:TEXT` or `TASK:FILE-PATTERN:regex-EXPRESSION`, several separated by blanks',
		),
		example:
			'SSTATE_HASHEQUIV_FILEMAP:append = " populate_sysroot:*/lib/acme/build.conf:${TMPDIR}"',
		from: '3.4',
	},
	{
		name: 'SSTATE_HASHEQUIV_SERVER',
		group,
		summary: l10n.t('The hash equivalence server of 2.7, spoken to over HTTP.'),
		details: aboutHashes(
			l10n.t(
				'The first form of hash equivalence asked a web server, `http://HOST:PORT` without a slash at the end. From 3.0 on nothing reads this variable: **equivalence is then simply not set up**. Use `BB_HASHSERVE`, whose protocol and addresses are different ones.',
			),
		),
		form: '`http://HOST:PORT`',
		example: 'BB_HASHSERVE = "hashserv.example.com:8686"',
		from: '2.7',
		until: '2.7',
		renamedTo: 'BB_HASHSERVE',
	},
	{
		name: 'HASHEQUIV_HASH_VERSION',
		group,
		summary: l10n.t('A text mixed into every output hash, to start equivalence anew.'),
		details: aboutHashes(
			l10n.t(
				'Append to it when wrong matches were recorded, for instance while builds were not yet reproducible: no older output hash matches any more. OpenEmbedded sets it before `local.conf` is read, and recipes may append a part of their own. **Builders whose values differ find no equal outputs in each other’s reports.** Appending keeps OpenEmbedded’s own resets; a plain `=` loses them.',
			),
		),
		form: l10n.t('text, such as `18` and whatever is appended'),
		example: 'HASHEQUIV_HASH_VERSION .= ".acme1"',
		from: '3.1',
	},
	{
		name: 'HASHEQUIV_EXTRA_SIGDATA',
		group,
		summary: l10n.t('More text for the output hash of a recipe, filled in by classes.'),
		details: aboutHashes(
			l10n.t(
				'The native, cross and staging classes put names and hashes of certain dependencies here, so that outputs which are byte for byte equal but need different libraries are not taken for one. It is set while a task runs: an assignment in a configuration file reaches the tasks of all recipes and keeps their outputs from matching those of other builders.',
			),
		),
		form: l10n.t('text'),
		example: 'HASHEQUIV_EXTRA_SIGDATA = "toolchain: acme-14.2"',
		from: '4.0',
	},
	{
		name: 'BB_TASKHASH',
		group,
		summary: l10n.t('The task hash of the running task, set by BitBake.'),
		details: aboutHashes(
			l10n.t(
				'It covers the variables and files the task uses and the unihashes of the tasks it depends on, so a change that changed no output upstream does not show here. For a recipe to read, never to set: an assignment in a configuration file is replaced as soon as a task runs.',
			),
		),
		form: l10n.t('64 hexadecimal digits'),
		example: 'BB_TASKHASH = "09772aa4532512baf96d433484f27234d4b7c11dd9cda0d6f56fa1b7ce6f25f0"',
		manual: 'bitbake',
	},
	{
		name: 'BB_UNIHASH',
		group,
		summary: l10n.t('The unihash of the running task, under which its shared state is stored.'),
		details: aboutHashes(
			l10n.t(
				'It is part of the name of every object in `SSTATE_DIR`. Before the task runs it is what the hash equivalence server knows for the task hash; after the task, the server may answer the report with another one, and the object is stored under that. Without equivalence it equals `BB_TASKHASH`. Set by BitBake: do not assign it.',
			),
		),
		form: l10n.t('64 hexadecimal digits'),
		example: 'BB_UNIHASH ?= "${BB_TASKHASH}"',
	},
	{
		name: 'PERSISTENT_DIR',
		group,
		summary: l10n.t('The directory for what should outlive `TMPDIR`, usually `${TOPDIR}/cache`.'),
		details: aboutHashes(
			l10n.t(
				'Here are the database of the `auto` server (`hashserv.db`), the unihashes this build was told (`bb_unihashes.dat`) and the PR server’s database. **Deleting it while `SSTATE_DIR` stays makes objects unreachable**: they are stored under unihashes which nobody remembers. `bitbake.conf` assigns it before `local.conf` is read, so `?=` there does nothing. To share the database use `BB_HASHSERVE_DB_DIR` (6.0 or later) or a server.',
			),
		),
		form: l10n.t('directory'),
		isDirectory: true,
		example: 'PERSISTENT_DIR = "${TOPDIR}/cache"',
		manual: 'bitbake',
	},
	{
		name: 'CACHE',
		group,
		summary: l10n.t('The directory of the parsing cache, usually inside `TMPDIR`.'),
		details: l10n.t(
			'It only spares parsing recipes again and holds nothing that shared state needs. Where `PERSISTENT_DIR` is empty, though, the hash equivalence database of the `auto` server goes here too, and is lost with `TMPDIR`. `bitbake.conf` assigns it before `local.conf` and fixes its value afterwards.',
		),
		form: l10n.t('directory'),
		isDirectory: true,
		example: 'CACHE = "${TMPDIR}/cache"',
		manual: 'bitbake',
	},
];
