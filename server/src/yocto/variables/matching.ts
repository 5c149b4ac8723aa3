import * as l10n from '@vscode/l10n';
import type { KnownVariable } from './variable';

const group = 'Matching builds';

/** What decides whether two builds match: the settings that reach many task hashes. */
export const MATCHING: readonly KnownVariable[] = [
	{
		name: 'MACHINE',
		group,
		summary: l10n.t('The target hardware, by the name of a file in `conf/machine`.'),
		details: l10n.t(
			'Recipes that depend on the machine (kernel, boot loader, images) have objects of their own for each one; the others are shared between machines with the same tune. A mirror filled for another machine therefore still serves most of the user space. **An override for one machine in a common recipe makes it machine-specific** and ends that sharing.',
		),
		form: l10n.t('name of a machine'),
		example: 'MACHINE ??= "qemux86-64"',
		manual: 'reference',
	},
	{
		name: 'DISTRO',
		group,
		summary: l10n.t('The distribution, by the name of a file in `conf/distro`.'),
		details: l10n.t(
			'Its file sets compiler flags, features, versions and overrides that enter nearly every task hash: builders with different distributions share little. It also decides defaults of hash equivalence: before 6.0 `poky` turns it on, while an empty `DISTRO` leaves it off.',
		),
		form: l10n.t('name of a distribution'),
		example: 'DISTRO ?= "poky"',
		manual: 'reference',
	},
	{
		name: 'DISTRO_FEATURES',
		group,
		summary: l10n.t('Features that recipes are built with, such as `systemd` or `wayland`.'),
		details: l10n.t(
			'For recipes that ask for one feature only that answer is an input of the task hash, so a new feature rebuilds those that look at it. With hash equivalence the rebuild stops where an output stays the same. Use `:append`: `+=` in `local.conf` can replace the defaults of the distribution and **change a large part of all task hashes**.',
		),
		form: l10n.t('feature names, separated by blanks'),
		example: 'DISTRO_FEATURES:append = " wayland"',
		manual: 'reference',
	},
	{
		name: 'PACKAGE_CLASSES',
		group,
		summary: l10n.t('The package formats; the first one makes the root file system.'),
		details: l10n.t(
			'Each format has packaging tasks of its own, and images differ by the first one: a mirror filled with `package_ipk` has no `do_package_write_rpm`. Compiling is not affected. The default is `package_ipk` in OpenEmbedded, while distributions often choose another.',
		),
		form: l10n.t('names of packaging classes, separated by blanks'),
		example: 'PACKAGE_CLASSES ?= "package_rpm"',
		manual: 'reference',
		values: [
			{ value: 'package_rpm', meaning: l10n.t('RPM packages, installed by dnf.') },
			{ value: 'package_ipk', meaning: l10n.t('opkg packages.') },
			{ value: 'package_deb', meaning: l10n.t('Debian packages, installed by apt.') },
		],
	},
	{
		name: 'SDKMACHINE',
		group,
		summary: l10n.t('The architecture of the computers on which the SDK will run.'),
		details: l10n.t(
			'By default that of the build host. All `nativesdk` and cross-canadian recipes are built for it: builders on x86-64 and on ARM hosts share SDK objects only if both set the same one. The target’s own recipes are not affected.',
		),
		form: l10n.t('name of a file in `conf/machine-sdk`'),
		example: 'SDKMACHINE ?= "x86_64"',
		manual: 'reference',
		values: [
			{ value: 'x86_64', meaning: l10n.t('64-bit PC.') },
			{ value: 'aarch64', meaning: l10n.t('64-bit ARM.') },
			{ value: 'i686', meaning: l10n.t('32-bit PC.') },
			{ value: 'i586', meaning: l10n.t('Older 32-bit PC.') },
			{ value: 'ppc64le', meaning: l10n.t('64-bit PowerPC, little-endian (3.3 and later).') },
			{ value: 'ppc64', meaning: l10n.t('64-bit PowerPC, big-endian (3.4 and later).') },
			{ value: 'loongarch64', meaning: l10n.t('64-bit LoongArch (4.2 and later).') },
			{ value: 'riscv64', meaning: l10n.t('64-bit RISC-V (5.0 and later).') },
		],
	},
	{
		name: 'TCLIBC',
		group,
		summary: l10n.t('The C library of the target.'),
		details: l10n.t(
			'All target recipes are built against it, so a mirror for another library serves only native and cross tools. An override of that name (`libc-musl`) goes with it. Set it the same way on all builders.',
		),
		form: l10n.t('name of a C library'),
		example: 'TCLIBC = "musl"',
		manual: 'reference',
		values: [
			{ value: 'glibc', meaning: l10n.t('GNU C library; the default.') },
			{ value: 'musl', meaning: l10n.t('musl, smaller and simpler.') },
			{ value: 'newlib', meaning: l10n.t('newlib, for systems without Linux.') },
			{
				value: 'picolibc',
				meaning: l10n.t('picolibc, for small systems without Linux (5.1 and later).'),
			},
			{ value: 'baremetal', meaning: l10n.t('No C library.') },
		],
	},
	{
		name: 'DEFAULTTUNE',
		group,
		summary: l10n.t('The processor tuning that target recipes are compiled with.'),
		details: l10n.t(
			'It sets compiler flags and the architecture in the names of objects, such as `core2-64`. **Two machines share user space only with the same tune**: choosing a common, slightly older one for a family of boards saves whole builds. Values come from the machine’s `tune-*.inc` files.',
		),
		form: l10n.t('name of a tune'),
		example: 'DEFAULTTUNE = "cortexa53"',
		manual: 'reference',
	},
	{
		name: 'IMAGE_FEATURES',
		group,
		summary: l10n.t('Sets of packages and settings of an image.'),
		details: l10n.t(
			'They reach the image’s own tasks, which are always run again when they change; packages stay as they are. In `local.conf` use `EXTRA_IMAGE_FEATURES` or `:append`, since image recipes assign this one themselves. An unknown feature makes BitBake skip the image, with the reason in the message.',
		),
		form: l10n.t('feature names, separated by blanks'),
		example: 'IMAGE_FEATURES:append = " ssh-server-dropbear"',
		manual: 'reference',
	},
	{
		name: 'EXTRA_IMAGE_FEATURES',
		group,
		summary: l10n.t('Features added to every image from `local.conf`.'),
		details: l10n.t(
			'It is appended to `IMAGE_FEATURES`. Only image tasks depend on it: differences here keep images from matching, but not the packages in them. `debug-tweaks` was split into three features in 5.2 and is unknown from then on.',
		),
		form: l10n.t('feature names, separated by blanks'),
		example: 'EXTRA_IMAGE_FEATURES ?= "allow-empty-password empty-root-password allow-root-login"',
		manual: 'reference',
	},
	{
		name: 'PACKAGECONFIG',
		group,
		summary: l10n.t('Optional parts of one recipe, usually set with an override for it.'),
		details: l10n.t(
			'It selects configure options and dependencies, and its resulting value is an input of that recipe’s task hashes. **Give it a recipe’s override**: without `:pn-RECIPE` it reaches all recipes. Dependents are rebuilt too unless hash equivalence finds that the output stayed the same.',
		),
		form: l10n.t('names of parts, separated by blanks'),
		example: 'PACKAGECONFIG:append:pn-qemu-system-native = " sdl"',
		manual: 'reference',
		flags: {
			PART: l10n.t(
				'What that part means: options when on, options when off, build dependencies, runtime dependencies, recommendations, conflicts; separated by commas.',
			),
		},
	},
	{
		name: 'DISTRO_VERSION',
		group,
		summary: l10n.t('The version of the distribution, as it is written into images and SDKs.'),
		details: l10n.t(
			'Some recipes put it into their output, `os-release` and the SDK’s environment among them. **With a date, a revision or a job number in it those tasks have another task hash in every build** and are never found in shared state. Keep it fixed while developing, and change it for a release.',
		),
		form: l10n.t('version'),
		example: 'DISTRO_VERSION = "2.3.1"',
		manual: 'reference',
	},
	{
		name: 'INIT_MANAGER',
		group,
		summary: l10n.t('The init system, with the features and packages that belong to it.'),
		details: l10n.t(
			'It includes a file that adds `systemd`, `sysvinit` and the like to `DISTRO_FEATURES`, and with them it reaches many task hashes. **OpenEmbedded’s default changed in 6.0** from `none`, which meant SysVinit, to `systemd`: set it explicitly where builds of several releases are compared.',
		),
		form: l10n.t('name of an init system'),
		example: 'INIT_MANAGER = "systemd"',
		from: '3.0',
		manual: 'reference',
		values: [
			{ value: 'systemd', meaning: l10n.t('systemd; the default from 6.0 on.') },
			{ value: 'sysvinit', meaning: l10n.t('SysVinit scripts.') },
			{ value: 'mdev-busybox', meaning: l10n.t('BusyBox init with mdev.') },
			{ value: 'none', meaning: l10n.t('Whatever the distribution sets up itself (up to 5.3).') },
		],
	},
];
