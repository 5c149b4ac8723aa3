import { LAYERS } from '../../support/configuration';
import { checkCases, type RuleCase } from '../../support/ruleCases';

const complete = { files: LAYERS };

/** The same with what bitbake.conf includes for a machine. */
const withMachines = {
	files: {
		...LAYERS,
		'/src/meta/conf/bitbake.conf': `${LAYERS['/src/meta/conf/bitbake.conf']}include conf/machine/\${MACHINE}.conf\n`,
		'/src/meta/conf/machine/qemuarm.conf': '',
	},
};

/** The same with a multiconfig in the build directory, and one that a layer brings. */
const withMulticonfigs = {
	files: {
		...LAYERS,
		'/src/meta/conf/layer.conf':
			'BBPATH .= ":${LAYERDIR}"\nBBFILE_PATTERN_core = "^${LAYERDIR}/"\n',
	},
	host: {
		exists: (path: string) =>
			path === '/build/conf/multiconfig/board-a.conf' ||
			path === '/src/meta/conf/multiconfig/layers-own.conf',
		fileSystemType: () => undefined,
	},
};

const CASES: Readonly<Record<string, RuleCase>> = {
	'a machine that no layer has': {
		text: `
MACHINE = "qemurm"
           ^^^^^^ missing-configuration
`,
		build: withMachines,
		says: [/No layer of this build has conf\/machine\/qemurm.conf, .*“MACHINE=qemurm is invalid”/],
	},
	'a machine that a layer has': { text: 'MACHINE ??= "qemuarm"\n', build: withMachines },
	'a machine that may be in a layer which is elsewhere': {
		text: 'MACHINE = "board"\n',
		build: {
			files: {
				...withMachines.files,
				'/build/conf/bblayers.conf':
					'BBPATH = "${TOPDIR}"\nBBLAYERS = "/src/meta /src/meta-board"\n',
			},
		},
	},
	'multiconfigs of which one has no file': {
		text: `
BBMULTICONFIG = "board-a bord-b"
                         ^^^^^^ missing-multiconfig
`,
		build: withMulticonfigs,
		says: [/nor a layer has conf\/multiconfig\/bord-b.conf, so BitBake stops/],
	},
	'multiconfigs with files in the build directory and in a layer': {
		text: 'BBMULTICONFIG = "board-a"\nBBMULTICONFIG += "layers-own"\n',
		build: withMulticonfigs,
	},
	'a multiconfig that may be in a layer which is elsewhere': {
		text: 'BBMULTICONFIG = "bord-b"\n',
		build: {
			...withMulticonfigs,
			files: {
				...LAYERS,
				'/build/conf/bblayers.conf':
					'BBPATH = "${TOPDIR}"\nBBLAYERS = "/src/meta /src/meta-board"\n',
			},
		},
	},
	'multiconfigs where nobody can tell what is there': {
		text: 'BBMULTICONFIG = "bord-b"\n',
		build: complete,
	},
	'an override that goes when it acts': {
		text: `
MACHINE = "qemux86"
MACHINE:qemux86 = "qemuarm"
^^^^^^^^^^^^^^^ overrides-never-settle
MACHINE:append:other = "x"
A:qemux86 = "x"
`,
		says: [/OVERRIDES is made from MACHINE, and this line changes MACHINE by the override qemux86/],
	},
	'an override that acts for good': {
		text: 'MACHINE = "qemux86"\nDISTRO:qemux86 = "poky-x86"\nMACHINE:poky-x86 = "qemux86"\n',
	},
	'a weak default that poky’s own beats': {
		text: `
BB_HASHSERVE ??= "cache.lan:8686"
^^^^^^^^^^^^ never-takes-effect
`,
		says: [/"auto" \(poky’s default\) is read later, and of several/],
		fixes: ['Use = instead of ??='],
		fixed: 'BB_HASHSERVE = "cache.lan:8686"\n',
	},
	'the same in a whole build': {
		text: `
BB_HASHSERVE ??= "cache.lan:8686"
^^^^^^^^^^^^ never-takes-effect
`,
		build: complete,
		says: [/\(poky.conf:2\)/],
	},
	'a default for what bitbake.conf set before': {
		text: `
TMPDIR ?= "/fast/tmp"
^^^^^^ never-takes-effect
`,
		build: complete,
		says: [/already has a value here from TMPDIR \?= "\${TOPDIR}\/tmp" \(bitbake.conf:1\)/],
		fixed: 'TMPDIR = "/fast/tmp"\n',
	},
	'a weak default that ?= beats': {
		text: `
SSTATE_DIR ??= "\${TOPDIR}/ours"
^^^^^^^^^^ never-takes-effect
`,
		build: complete,
		fixed: 'SSTATE_DIR = "${TOPDIR}/ours"\n',
	},
	'a weak default that += drops': {
		text: `
INHERIT ??= "own-mirrors"
^^^^^^^ never-takes-effect
`,
		build: complete,
		says: [/INHERIT \+= "sanity" \(bitbake.conf:12\) does/],
	},
	'a value that the distro replaces': {
		text: `
PRSERV_HOST = "prserv.lan:8585"
^^^^^^^^^^^ never-takes-effect
`,
		build: complete,
		says: [/\(poky.conf:3\) is read later and replaces it/],
		fixes: [],
	},
	'a value that an override beats': {
		text: `
DISTRO = "poky-ours"
SSTATE_DIR = "\${TOPDIR}/ours"
^^^^^^^^^^ never-takes-effect
`,
		build: complete,
		says: [/SSTATE_DIR:poky-ours = "\/srv\/ours" \(poky.conf:4\) is read instead/],
	},
	'a default that says the same': { text: 'BB_HASHSERVE ??= "auto"\n' },
	'a default that one’s own file beats': {
		text: 'SSTATE_DIR ?= "${TOPDIR}/a"\nBB_HASHSERVE ?= "h:1"\n',
		build: {
			files: {
				...LAYERS,
				'/build/conf/site.conf': 'SSTATE_DIR = "${TOPDIR}/b"\nBB_HASHSERVE = "h:2"\n',
			},
		},
	},
	'defaults that are there to be beaten': {
		text: 'MACHINE = "a"\nMACHINE ??= "qemux86-64"\nDISTRO ?= "poky"\nPACKAGE_CLASSES ?= "package_rpm"\n',
		build: {
			files: {
				...LAYERS,
				'/src/meta/conf/distro/poky.conf': 'PACKAGE_CLASSES = "package_ipk"\n',
			},
		},
	},
	'an addition to what comes later': { text: 'INHERIT += "own-mirrors"\n', build: complete },

	'a slip in a name': {
		text: `
SSTATE_MIRROR = "file://.* https://cache.lan/PATH"
^^^^^^^^^^^^^ misspelt-variable
`,
		says: [/Did you mean SSTATE_MIRRORS\?/],
		fixed: 'SSTATE_MIRRORS = "file://.* https://cache.lan/PATH"\n',
	},
	'a slip in a name with an operation': {
		text: `
BB_HASHSERV:append = "h:1"
^^^^^^^^^^^^^^^^^^ misspelt-variable
`,
		fixed: 'BB_HASHSERVE:append = "h:1"\n',
	},
	'two slips, in a whole build': {
		text: `
BB_HASHSERV_UPSTREM = "cache.lan:8686"
^^^^^^^^^^^^^^^^^^^ misspelt-variable
`,
		build: complete,
	},
	'two slips in a file alone': { text: 'BB_HASHSERV_UPSTREM = "cache.lan:8686"\n' },
	'a name that is used': { text: 'SSTATE_DIRS = "/a"\nSSTATE_DIR = "${SSTATE_DIRS}/b"\n' },
	'a name that a layer knows': {
		text: 'SSTATE_DIRS = "/a"\n',
		build: {
			files: { ...LAYERS, '/src/meta/conf/distro/poky.conf': 'SSTATE_DIRS[doc] = "x"\n' },
		},
	},
	'a slip that a comment in a layer’s code makes, too': {
		text: `
SSTATE_MIRROR = "file://.* https://cache.lan/PATH"
^^^^^^^^^^^^^ misspelt-variable
`,
		build: {
			files: {
				...LAYERS,
				'/src/meta/classes/sanity.bbclass': 'python f() {\n    # SSTATE_MIRROR ends with\n}\n',
			},
		},
	},
	'names of plain words, two slips from CONF_VERSION': {
		text: 'CORE_VERSION = "1"\nCONFIG_VERSION = "2"\n',
		build: complete,
	},
	'right names that look like slips': {
		text: 'SCONF_VERSION = "1"\nLCONF_VERSION = "7"\nKMACHINE = "x"\n',
		build: complete,
	},

	'a former name': {
		text: `
BB_HASHBASE_WHITELIST:append = " CI_JOB"
^^^^^^^^^^^^^^^^^^^^^^^^^^^^ renamed-variable
`,
		severities: ['error'],
		says: [/“Variable BB_HASHBASE_WHITELIST has been renamed to BB_BASEHASH_IGNORE_VARS”/],
		fixed: 'BB_BASEHASH_IGNORE_VARS:append = " CI_JOB"\n',
	},
	'the same while it was right': {
		text: 'BB_HASHBASE_WHITELIST_append = " CI_JOB"\nBB_ENV_WHITELIST = "A"\n',
		release: 'dunfell',
	},
	'a former name that a layer lists': {
		text: `
PNBLACKLIST = "x"
^^^^^^^^^^^ renamed-variable
TUNEABI_WHITELIST = "x"
^^^^^^^^^^^^^^^^^ renamed-variable
PNBLACKLIST[bash] = "x"
`,
		build: complete,
		says: [/SKIP_RECIPE/, /“Variable TUNEABI_WHITELIST is a deprecated variable/],
	},
	'a name that nothing reads any more': {
		text: `
SSTATE_HASHEQUIV_SERVER = "http://cache.lan:8080"
^^^^^^^^^^^^^^^^^^^^^^^ renamed-variable
`,
		severities: ['warning'],
		fixes: [],
	},
	'a former name without its layer': { text: 'PNBLACKLIST = "x"\n' },

	'settings below the last line': {
		text: `
MACHINE = "a"

# Which local.conf this is.
CONF_VERSION = "2"

# added by CI
BB_NUMBER_THREADS = "4"
^^^^^^^^^^^^^^^^^ set-after-conf-version
PARALLEL_MAKE = "-j 4"`,
		says: [/2 settings stand below it/],
		fixed: `MACHINE = "a"

# added by CI
BB_NUMBER_THREADS = "4"
PARALLEL_MAKE = "-j 4"
# Which local.conf this is.
CONF_VERSION = "2"
`,
	},
	'a file put together by a tool': {
		text: '# standard\nCONF_VERSION = "2"\nPACKAGE_CLASSES = "package_rpm"\n# base\nINHERIT += "rm_work"\nMACHINE ??= "qemuarm"\nDISTRO ??= "poky"\n',
	},
	'comments below the last line': { text: 'CONF_VERSION = "2"\n# the end\n' },
	'no last line': { text: 'MACHINE = "a"\n' },
	'a last line that is there twice': {
		text: `
CONF_VERSION = "1"
CONF_VERSION = "2"
PARALLEL_MAKE = "-j 4"
^^^^^^^^^^^^^ set-after-conf-version
`,
		fixes: [],
	},
};

checkCases(CASES);
