import { aboutHashes } from './threeHashes';
import type { KnownVariable } from './variable';

const group = 'Hash equivalence';

/** Hash equivalence: the server, what is reported to it, and where its answers are kept. */
export const HASH_EQUIVALENCE: readonly KnownVariable[] = [
	{
		name: 'BB_HASHSERVE',
		group,
		summary: 'The hash equivalence server that this build asks and reports to.',
		details: aboutHashes(
			'`auto` starts a server for this build directory alone; BitBake then replaces the value by `unix://${TOPDIR}/hashserve.sock`. Only the signature handler `OEEquivHash` asks it, and that handler stops the build when this is unset. **A server that cannot be reached costs no more than a warning**: each unihash stays the task hash, and objects stored under other unihashes are not found. `auto` together with `SSTATE_MIRRORS` needs `BB_HASHSERVE_UPSTREAM` too, or little in the mirror will match. `ws://` and `wss://` need 5.0 or later.',
		),
		form: '`auto`, `HOST:PORT`, `[IPV6]:PORT`, `unix://PATH`, `ws://HOST:PORT` or `wss://HOST:PORT/PATH`',
		example: 'BB_HASHSERVE = "hashserv.example.com:8686"',
		from: '3.0',
		manual: 'bitbake',
		values: [
			{
				value: 'auto',
				meaning: 'A server of this build directory, started and ended with BitBake.',
			},
		],
	},
	{
		name: 'BB_HASHSERVE_UPSTREAM',
		group,
		summary: 'The server from which the `auto` server of this build directory learns.',
		details: aboutHashes(
			'Read only while `BB_HASHSERVE` is `auto`, silently ignored otherwise. What the local server does not know it asks here and keeps; **it reports nothing back and sends no credentials**. Name the server that belongs to your `SSTATE_MIRRORS`: its unihashes are the names of the objects in that mirror. An unreachable upstream is dropped with a warning from 5.0.2 on; 4.0 to 5.0.0 want a plain `HOST:PORT`, keep a bad one and may crash on it.',
		),
		form: '`HOST:PORT`, from 5.0.1 also `ws://HOST:PORT` or `wss://HOST:PORT/PATH`',
		example: 'BB_HASHSERVE_UPSTREAM = "wss://hashserv.yoctoproject.org/ws"',
		from: '3.3',
		manual: 'bitbake',
	},
	{
		name: 'BB_HASHSERVE_DB_DIR',
		group,
		summary: 'The directory where the `auto` server keeps its database, `hashserv.db`.',
		details: aboutHashes(
			'Builds that share `SSTATE_DIR` must share the unihashes as well, or they store equal outputs under different names and miss each other’s objects. Pointing this at a directory common to them does that on one machine. **A network file system is refused**, since SQLite’s locks cannot be relied on there: run a server for several machines instead. Before 6.0 the variable is ignored without a word and the database is in `PERSISTENT_DIR`.',
		),
		form: 'directory on a local file system',
		example: 'BB_HASHSERVE_DB_DIR = "${SSTATE_DIR}"',
		from: '6.0',
		manual: 'bitbake',
	},
	{
		name: 'BB_HASHSERVE_USERNAME',
		group,
		summary: 'The user under whose name BitBake logs in to the hash equivalence server.',
		details:
			'Used together with `BB_HASHSERVE_PASSWORD`, and only for a server named directly in `BB_HASHSERVE`: never for `BB_HASHSERVE_UPSTREAM`. If either is missing, `~/.netrc` is searched for a `machine` that equals the whole value of `BB_HASHSERVE`. A builder needs the permissions `@read` and `@report`; **without `@report` the server still answers, but stores nothing**.',
		form: 'user name on the server',
		example: 'BB_HASHSERVE_USERNAME = "builder"',
		from: '5.0',
	},
	{
		name: 'BB_HASHSERVE_PASSWORD',
		group,
		summary: 'The token that goes with `BB_HASHSERVE_USERNAME`.',
		details:
			'It is the token that the server printed when the user was created or the token refreshed. Written in a configuration file it ends up in version control, in build logs and in `bitbake -e`: prefer a line in `~/.netrc`. **Over plain `HOST:PORT` or `ws://` it crosses the network unencrypted.** It is never sent to `BB_HASHSERVE_UPSTREAM`.',
		form: 'token',
		example: 'BB_HASHSERVE_PASSWORD = "${@open(\'/run/secrets/hashserv\').read().strip()}"',
		from: '5.0',
	},
	{
		name: 'SSTATE_HASHEQUIV_METHOD',
		group,
		summary: 'The Python function that computes output hashes.',
		details: aboutHashes(
			'Its name is part of every question and every report: hashes found by different methods are never compared. Builders with another method, even the same code under another name, therefore share nothing, **and no message says so**. `OEEquivHash` stops the build when this is empty.',
		),
		form: '`MODULE.FUNCTION`',
		example: 'SSTATE_HASHEQUIV_METHOD = "oe.sstatesig.OEOuthashBasic"',
		values: [
			{
				value: 'oe.sstatesig.OEOuthashBasic',
				meaning: 'Names, types, permissions, sizes and contents of all files of an output.',
			},
		],
	},
	{
		name: 'SSTATE_HASHEQUIV_OWNER',
		group,
		summary: 'Who reports: a free text stored with each output hash.',
		details: aboutHashes(
			'The server keeps it in the column `owner`, which helps to find out whose builder reported an output first. It takes no part in any comparison and is no input of a task.',
		),
		form: 'text',
		example: 'SSTATE_HASHEQUIV_OWNER = "nightly-builder-3"',
	},
	{
		name: 'SSTATE_HASHEQUIV_REPORT_TASKDATA',
		group,
		summary:
			'Whether recipe, version, task and the listing behind the output hash are reported too.',
		details: aboutHashes(
			'With `1` the server also stores `PN`, `PV`, `PR`, the task and the listing of files that was hashed, which is what one compares when two builds ought to have had the same output and had not. It makes the database many times larger, and **it tells the server about your recipes and file names**: leave it off towards a server you do not run yourself. Any value but exactly `1` is off.',
		),
		form: '`1` or `0`',
		example: 'SSTATE_HASHEQUIV_REPORT_TASKDATA = "1"',
		values: [
			{ value: '1', meaning: 'Report names, versions and the listing of files.' },
			{ value: '0', meaning: 'Report hashes only; the default.' },
		],
	},
	{
		name: 'SSTATE_HASHEQUIV_FILEMAP',
		group,
		summary: 'Texts to blank out of certain files before the output hash is computed.',
		details: aboutHashes(
			'Build paths that a few files contain by design would make each build directory’s output look different; here they are removed for the comparison, while the stored object keeps them. Entries are blank-separated and have exactly three parts: **one with another number of colons is silently skipped**. A plain assignment replaces the defaults of the sstate class, so repeat them or append.',
		),
		form: '`TASK:FILE-PATTERN:TEXT` or `TASK:FILE-PATTERN:regex-EXPRESSION`, several separated by blanks',
		example:
			'SSTATE_HASHEQUIV_FILEMAP:append = " populate_sysroot:*/lib/acme/build.conf:${TMPDIR}"',
		from: '3.4',
	},
	{
		name: 'SSTATE_HASHEQUIV_SERVER',
		group,
		summary: 'The hash equivalence server of 2.7, spoken to over HTTP.',
		details: aboutHashes(
			'The first form of hash equivalence asked a web server, `http://HOST:PORT` without a slash at the end. From 3.0 on nothing reads this variable: **equivalence is then simply not set up**. Use `BB_HASHSERVE`, whose protocol and addresses are different ones.',
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
		summary: 'A text mixed into every output hash, to start equivalence anew.',
		details: aboutHashes(
			'Append to it when wrong matches were recorded, for instance while builds were not yet reproducible: no older output hash matches any more. OpenEmbedded sets it before `local.conf` is read, and recipes may append a part of their own. **Builders whose values differ find no equal outputs in each other’s reports.** Appending keeps OpenEmbedded’s own resets; a plain `=` loses them.',
		),
		form: 'text, such as `18` and whatever is appended',
		example: 'HASHEQUIV_HASH_VERSION .= ".acme1"',
		from: '3.1',
	},
	{
		name: 'HASHEQUIV_EXTRA_SIGDATA',
		group,
		summary: 'More text for the output hash of a recipe, filled in by classes.',
		details: aboutHashes(
			'The native, cross and staging classes put names and hashes of certain dependencies here, so that outputs which are byte for byte equal but need different libraries are not taken for one. It is set while a task runs: an assignment in a configuration file reaches the tasks of all recipes and keeps their outputs from matching those of other builders.',
		),
		form: 'text',
		example: 'HASHEQUIV_EXTRA_SIGDATA = "toolchain: acme-14.2"',
		from: '4.0',
	},
	{
		name: 'BB_TASKHASH',
		group,
		summary: 'The task hash of the running task, set by BitBake.',
		details: aboutHashes(
			'It covers the variables and files the task uses and the unihashes of the tasks it depends on, so a change that changed no output upstream does not show here. For a recipe to read, never to set: an assignment in a configuration file is replaced as soon as a task runs.',
		),
		form: '64 hexadecimal digits',
		example: 'BB_TASKHASH = "09772aa4532512baf96d433484f27234d4b7c11dd9cda0d6f56fa1b7ce6f25f0"',
		manual: 'bitbake',
	},
	{
		name: 'BB_UNIHASH',
		group,
		summary: 'The unihash of the running task, under which its shared state is stored.',
		details: aboutHashes(
			'It is part of the name of every object in `SSTATE_DIR`. Before the task runs it is what the hash equivalence server knows for the task hash; after the task, the server may answer the report with another one, and the object is stored under that. Without equivalence it equals `BB_TASKHASH`. Set by BitBake: do not assign it.',
		),
		form: '64 hexadecimal digits',
		example: 'BB_UNIHASH ?= "${BB_TASKHASH}"',
	},
	{
		name: 'PERSISTENT_DIR',
		group,
		summary: 'The directory for what should outlive `TMPDIR`, usually `${TOPDIR}/cache`.',
		details: aboutHashes(
			'Here are the database of the `auto` server (`hashserv.db`), the unihashes this build was told (`bb_unihashes.dat`) and the PR server’s database. **Deleting it while `SSTATE_DIR` stays makes objects unreachable**: they are stored under unihashes which nobody remembers. `bitbake.conf` assigns it before `local.conf` is read, so `?=` there does nothing. To share the database use `BB_HASHSERVE_DB_DIR` (6.0 or later) or a server.',
		),
		form: 'directory',
		example: 'PERSISTENT_DIR = "${TOPDIR}/cache"',
		manual: 'bitbake',
	},
	{
		name: 'CACHE',
		group,
		summary: 'The directory of the parsing cache, usually inside `TMPDIR`.',
		details:
			'It only spares parsing recipes again and holds nothing that shared state needs. Where `PERSISTENT_DIR` is empty, though, the hash equivalence database of the `auto` server goes here too, and is lost with `TMPDIR`. `bitbake.conf` assigns it before `local.conf` and fixes its value afterwards.',
		form: 'directory',
		example: 'CACHE = "${TMPDIR}/cache"',
		manual: 'bitbake',
	},
];
