import * as l10n from '@vscode/l10n';
import { aboutHashes } from './threeHashes';
import type { KnownVariable } from './variable';

const group = 'Shared state';

/** Shared state: where finished outputs are kept, under which names and with which signatures. */
export const SHARED_STATE: readonly KnownVariable[] = [
	{
		name: 'SSTATE_DIR',
		group,
		summary: l10n.t(
			'The directory of shared state: finished outputs of tasks, ready to be unpacked.',
		),
		details: aboutHashes(
			l10n.t(
				'Each object’s file name holds the unihash, so a builder finds it only under the same unihash. Builds that share this directory while each keeps its own hash equivalence database **miss much of what the others made, without a message before 6.0**: share the database or a server as well. It may be on a network file system and may be deleted at any time, at the price of building again.',
			),
		),
		form: l10n.t('directory'),
		isDirectory: true,
		example: 'SSTATE_DIR ?= "/srv/yocto/sstate-cache"',
		manual: 'reference',
	},
	{
		name: 'SSTATE_MIRRORS',
		group,
		summary: l10n.t('Where to look for shared state that is not in `SSTATE_DIR`.'),
		details: aboutHashes(
			l10n.t(
				'Pairs of a pattern and a URL. `PATH` is replaced by the object’s path; the usual `;downloadfilename=PATH` behind an http(s) URL repeats what the request says already. **An object that is not found, for whatever reason, is merely built**: see the summary line for how many matched. With hash equivalence the mirror’s objects are named by the unihashes of the server that belongs to it: name that server in `BB_HASHSERVE` or `BB_HASHSERVE_UPSTREAM`.',
			),
		),
		form: l10n.t('`PATTERN URL` pairs, separated by blanks'),
		example: 'SSTATE_MIRRORS ?= "file://.* https://sstate.example.com/PATH;downloadfilename=PATH"',
		manual: 'reference',
	},
	{
		name: 'SSTATE_MIRROR_ALLOW_NETWORK',
		group,
		summary: l10n.t('Lets shared state be fetched although `BB_NO_NETWORK` is on.'),
		details: l10n.t(
			'`BB_NO_NETWORK` also cuts off http mirrors of shared state: the objects are seen, but fetching them fails and everything is built. With `1` the mirrors in `SSTATE_MIRRORS` are reached all the same, while sources are not. It has no say about the hash equivalence server, which is asked in either case.',
		),
		form: l10n.t('`1` or `0`'),
		example: 'SSTATE_MIRROR_ALLOW_NETWORK = "1"',
		manual: 'reference',
		values: [
			{ value: '1', meaning: l10n.t('Fetch shared state in spite of `BB_NO_NETWORK`.') },
			{ value: '0', meaning: l10n.t('`BB_NO_NETWORK` holds for shared state too; the default.') },
		],
	},
	{
		name: 'SSTATE_VERIFY_SIG',
		group,
		summary: l10n.t('Whether shared state must carry a valid GnuPG signature.'),
		details: l10n.t(
			'With `1` an object without a `.sig` file, or with a signature that cannot be verified, is refused with a warning **and its task is run instead**: a mirror that was never signed becomes useless. From 5.0 on objects are also signed only while this is on and `SSTATE_SIG_KEY` is set.',
		),
		form: l10n.t('`1` or `0`'),
		example: 'SSTATE_VERIFY_SIG = "1"',
		values: [
			{ value: '1', meaning: l10n.t('Unpack signed objects only.') },
			{ value: '0', meaning: l10n.t('Do not check signatures; the default.') },
		],
	},
	{
		name: 'SSTATE_VALID_SIGS',
		group,
		summary: l10n.t('The keys whose signatures on shared state are accepted.'),
		details: l10n.t(
			'Matters only with `SSTATE_VERIFY_SIG`. Left empty, any key in the GnuPG keyring is good enough; otherwise objects signed by others are refused with a warning and their tasks are run. It is no input of task hashes.',
		),
		form: l10n.t('key IDs, separated by blanks'),
		example: 'SSTATE_VALID_SIGS = "6F1D8A2C0B9E4735"',
		from: '4.0',
	},
	{
		name: 'SSTATE_SIG_KEY',
		group,
		summary: l10n.t('The GnuPG key with which this build signs its shared state.'),
		details: l10n.t(
			'Up to 4.3 setting it is enough to sign. **From 5.0 on nothing is signed unless `SSTATE_VERIFY_SIG` is on too**, and no message tells. The key must be in the keyring of the user that builds. Signing changes no hash, only whether others accept the objects.',
		),
		form: l10n.t('key ID or user name of the key'),
		example: 'SSTATE_SIG_KEY = "sstate@example.com"',
	},
	{
		name: 'SSTATE_SIG_PASSPHRASE',
		group,
		summary: l10n.t('The passphrase of `SSTATE_SIG_KEY`.'),
		details: l10n.t(
			'Written in a configuration file it can be read by everybody with access to the build directory and shows up in `bitbake -e`. Prefer a key without one in a protected keyring, or pass it through the environment.',
		),
		form: l10n.t('passphrase'),
		example: 'SSTATE_SIG_PASSPHRASE ?= "${@open(\'/run/secrets/sstate\').read().strip()}"',
	},
	{
		name: 'SSTATE_PKGARCH',
		group,
		summary: l10n.t('The architecture part of a shared state object’s name.'),
		details: l10n.t(
			'By default `PACKAGE_ARCH`; classes set it for native, cross and `allarch` recipes. It separates objects of different tunes and machines in one directory. Recipes for several machines with one tune share objects as long as they do not become machine-specific: an override for one machine is enough for that. Set in a configuration file it breaks this for all recipes.',
		),
		form: l10n.t('architecture name'),
		example: 'SSTATE_PKGARCH = "${PACKAGE_ARCH}"',
	},
	{
		name: 'SSTATE_ALLOW_OVERLAP_FILES',
		group,
		summary: l10n.t('Places where outputs of two recipes may contain the same file.'),
		details: l10n.t(
			'When an object to be installed holds a file that another recipe’s manifest already has, the build fails, since the order of installation would decide what is used. Files below the paths given here are exempt. Adding to it silences the error, **and from then on whichever task comes last wins**. Excluded from task hashes.',
		),
		form: l10n.t('paths, separated by blanks'),
		example: 'SSTATE_ALLOW_OVERLAP_FILES += "${DEPLOY_DIR_IMAGE}/acme-firmware"',
		from: '4.0',
	},
	{
		name: 'SSTATE_DUPWHITELIST',
		group,
		summary: l10n.t('Up to 3.4, places where outputs of two recipes may contain the same file.'),
		details: l10n.t(
			'From 4.0 on BitBake prints that it is now `SSTATE_ALLOW_OVERLAP_FILES` and stops. The meaning stayed the same.',
		),
		form: l10n.t('paths, separated by blanks'),
		example: 'SSTATE_ALLOW_OVERLAP_FILES += "${DEPLOY_DIR_IMAGE}/acme-firmware"',
		until: '3.4',
		renamedTo: 'SSTATE_ALLOW_OVERLAP_FILES',
	},
	{
		name: 'SSTATE_ZSTD_CLEVEL',
		group,
		summary: l10n.t('How hard zstd compresses shared state.'),
		details: l10n.t(
			'Higher levels save space and traffic and cost time whenever an object is made; unpacking is as fast. Objects of different levels are interchangeable: the level says nothing about their contents and is not in their names.',
		),
		form: l10n.t('1 to 19'),
		example: 'SSTATE_ZSTD_CLEVEL = "8"',
		from: '4.0',
	},
	{
		name: 'NATIVELSBSTRING',
		group,
		summary: l10n.t(
			'The build host’s distribution, a directory level of native objects in shared state.',
		),
		details: l10n.t(
			'Objects of native and cross recipes are stored below it, for instance `ubuntu-24.04/`, because they use the host’s C library. With uninative it is `universal` on every host. **If one side uses uninative and the other does not, no native object matches**, which is then a rebuild of the whole tool chain. It is set by classes.',
		),
		form: l10n.t('distribution and version, or `universal`'),
		example: 'NATIVELSBSTRING = "universal"',
		manual: 'reference',
	},
	{
		name: 'UNINATIVE_TARBALL',
		group,
		summary: l10n.t('The file with the C library that uninative gives to native programs.'),
		details: l10n.t(
			'With it, native programs built on one distribution run on others, so that their shared state can be shared. It must fit `UNINATIVE_CHECKSUM` for the host’s architecture. If it cannot be fetched uninative is switched off with a warning, **and the host’s own native objects are used instead of the shared ones**.',
		),
		form: l10n.t('file name'),
		example: 'UNINATIVE_TARBALL = "${BUILD_ARCH}-nativesdk-libc-${UNINATIVE_VERSION}.tar.xz"',
	},
	{
		name: 'UNINATIVE_URL',
		group,
		summary: l10n.t('Where uninative’s file is downloaded from.'),
		details: l10n.t(
			'The file’s name is appended as it is: **the slash at the end is needed**. Set it to an internal server when the builders have no internet: without uninative their native objects match only builders of the same host distribution. `PREMIRRORS` are tried first. The default comes with `yocto-uninative.inc` of the distribution.',
		),
		form: l10n.t('URL that ends in a slash'),
		example: 'UNINATIVE_URL = "https://mirror.example.com/uninative/${UNINATIVE_VERSION}/"',
		manual: 'reference',
	},
];
