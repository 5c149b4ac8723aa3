import type { Unreachable } from '../../../server/src/yocto/reachability';
import { LAYERS } from '../../support/configuration';
import { checkCases, type RuleCase } from '../../support/ruleCases';

const host = {
	exists: () => true,
	fileSystemType: (path: string) => (path.startsWith('/nfs') ? 'nfs4' : 'ext4'),
};

/** A build whose every server came to this. */
const asked = (kind: Unreachable) => ({ reachability: () => ({ kind, detail: 'as seen' }) });

const CASES: Readonly<Record<string, RuleCase>> = {
	'a server that refuses, which 5.0 fails on': {
		text: `
BB_HASHSERVE = "cache.lan:8686"
                ^^^^^^^^^^^^^^ upstream-unreachable
`,
		build: asked('refused'),
		says: [/"cache\.lan:8686".*refused.*stops with an error.*Start the server/],
	},
	'a server that says nothing, in a release that goes on': {
		text: `
BB_HASHSERVE = "cache.lan:8686"
                ^^^^^^^^^^^^^^ upstream-unreachable
`,
		release: 'wrynose',
		build: asked('timeout'),
		says: [/as seen.*waiting minutes.*without equivalences/],
	},
	'a socket that is not there': {
		text: `
BB_HASHSERVE = "unix:///run/hashserv.sock"
                ^^^^^^^^^^^^^^^^^^^^^^^^^ upstream-unreachable
`,
		release: 'kirkstone',
		build: asked('no-socket'),
		says: [/no such socket.*stops with an error/],
	},
	'an upstream that no host is, which BitBake goes on without': {
		text: `
BB_HASHSERVE_UPSTREAM = "cache.lan:8686"
                         ^^^^^^^^^^^^^^ upstream-unreachable
`,
		build: asked('unknown-host'),
		says: [/its own server alone.*VPN/],
	},
	'an upstream that takes the own server along': {
		text: `
BB_HASHSERVE = "auto"
BB_HASHSERVE_UPSTREAM = "cache.lan:8686"
                         ^^^^^^^^^^^^^^ upstream-unreachable
`,
		release: 'kirkstone',
		build: asked('other-server'),
		says: [/not as a hash equivalence server.*no equivalences at all/],
	},
	'no word on an address that is none': {
		text: `
BB_HASHSERVE = "cache.lan"
                ^^^^^^^^^ invalid-hashserv-address
`,
		build: asked('unknown-host'),
	},
	'an upstream that does not answer, in a release that would not ask it': {
		text: `
BB_HASHSERVE = "auto"
BB_HASHSERVE_UPSTREAM = "cache.lan:8686"
^^^^^^^^^^^^^^^^^^^^^ upstream-ignored
`,
		release: 'dunfell',
		build: asked('refused'),
	},
	'no word on a server that an unused handler would not ask': {
		text: `
BB_HASHSERVE = "cache.lan:8686"
^^^^^^^^^^^^ equivalence-off
BB_SIGNATURE_HANDLER = "OEBasicHash"
`,
		build: asked('refused'),
	},
	'no word where layers, and so the network, are elsewhere': {
		text: 'BB_HASHSERVE = "cache.lan:8686"\n',
		build: {
			...asked('refused'),
			files: { '/build/conf/bblayers.conf': 'BBLAYERS = "/elsewhere"\n' },
		},
	},
	'a handler for tests': {
		text: `
BB_SIGNATURE_HANDLER = "noop"
                        ^^^^ test-signature-handler
`,
		says: [/"noop" is not meant for builds/],
		fixed: 'BB_SIGNATURE_HANDLER = "OEEquivHash"\n',
	},
	'a handler for tests that the release has not': {
		text: `
BB_SIGNATURE_HANDLER = "TestMulticonfigDepends"
                        ^^^^^^^^^^^^^^^^^^^^^^ unknown-signature-handler
`,
	},
	'the handler for equivalence in the first release that has it': {
		text: 'BB_SIGNATURE_HANDLER = "OEEquivHash"\nBB_HASHSERVE = ""\n',
		release: 'warrior',
	},
	'the same where it exists': {
		text: `
BB_SIGNATURE_HANDLER ?= "TestMulticonfigDepends"
                         ^^^^^^^^^^^^^^^^^^^^^^ test-signature-handler
`,
		release: 'kirkstone',
	},
	'another variable with such a value': { text: 'PATCHRESOLVE = "noop"\n' },

	'a server that nobody asks': {
		text: `
BB_SIGNATURE_HANDLER = "OEBasicHash"
BB_HASHSERVE = "cache.lan:8686"
^^^^^^^^^^^^ equivalence-off
`,
		says: [/"OEBasicHash" \(local.conf:1\), and only OEEquivHash/],
		fixes: [],
	},
	'no equivalence, and no server either': { text: 'BB_SIGNATURE_HANDLER = "OEBasicHash"\n' },
	'no equivalence, and the server taken away': {
		text: 'BB_SIGNATURE_HANDLER = "OEBasicHash"\nBB_HASHSERVE = ""\n',
	},
	'a server where the distro’s handler is unknown': {
		text: 'DISTRO = "ours"\nBB_HASHSERVE = "cache.lan:8686"\n',
	},

	'credentials that no upstream gets': {
		text: `
BB_HASHSERVE_UPSTREAM = "cache.lan:8686"
BB_HASHSERVE_USERNAME = "builder"
^^^^^^^^^^^^^^^^^^^^^ upstream-needs-credentials
BB_HASHSERVE_PASSWORD = "\${@token()}"
`,
		says: [/upstream "cache.lan:8686" is asked without credentials/],
	},
	'credentials before they were known': {
		text: 'BB_HASHSERVE_UPSTREAM = "cache.lan:8686"\nBB_HASHSERVE_USERNAME = "builder"\n',
		release: 'kirkstone',
	},
	'credentials for a server': {
		text: 'BB_HASHSERVE = "wss://cache.lan/ws"\nBB_HASHSERVE_USERNAME = "builder"\nBB_HASHSERVE_PASSWORD = "${@token()}"\n',
	},

	'a former public server': {
		text: `
BB_HASHSERVE_UPSTREAM = "typhoon.yocto.io:8687"
                         ^^^^^^^^^^^^^^^^^^^^^ retired-public-server
`,
		fixed: 'BB_HASHSERVE_UPSTREAM = "wss://hashserv.yoctoproject.org/ws"\n',
	},
	'a former public server where WebSocket is unknown': {
		text: `
BB_HASHSERVE_UPSTREAM = "hashserv.yocto.io:8687"
                         ^^^^^^^^^^^^^^^^^^^^^^ retired-public-server
`,
		release: 'kirkstone',
		fixed: 'BB_HASHSERVE_UPSTREAM = "hashserv.yoctoproject.org:8686"\n',
	},
	'the public server of 4.0, there': {
		text: 'BB_HASHSERVE_UPSTREAM = "hashserv.yoctoproject.org:8686"\n',
		release: 'kirkstone',
	},
	'the public server': { text: 'BB_HASHSERVE_UPSTREAM = "wss://hashserv.yoctoproject.org/ws"\n' },

	'a shared cache and a private database': {
		text: `
SSTATE_DIR = "/srv/sstate"
              ^^^^^^^^^^^ private-db-shared-sstate
`,
		release: 'wrynose',
		build: {},
		says: [/database of hash equivalence is inside it \(\/build\/cache\)/],
		fixes: [
			'Set BB_HASHSERVE_DB_DIR to ${SSTATE_DIR}',
			'Start the hash server of this editor and use it',
		],
		fixed: 'SSTATE_DIR = "/srv/sstate"\nBB_HASHSERVE_DB_DIR = "${SSTATE_DIR}"\n',
	},
	'the same on a network file system, where the database must not be': {
		text: `
SSTATE_DIR = "/nfs/sstate"
              ^^^^^^^^^^^ private-db-shared-sstate
`,
		release: 'wrynose',
		build: { host },
		says: [/use one hash equivalence server/],
		fixes: ['Start the hash server of this editor and use it'],
	},
	'the same before the database could be elsewhere': {
		text: `
SSTATE_DIR ?= "/srv/sstate"
               ^^^^^^^^^^^ private-db-shared-sstate
BB_HASHSERVE_DB_DIR = "/srv/sstate"
`,
		build: { files: LAYERS },
		fixes: ['Start the hash server of this editor and use it'],
	},
	'a cache beside the build directory': {
		text: `
SSTATE_DIR = "\${TOPDIR}/../sstate-cache"
              ^^^^^^^^^^^^^^^^^^^^^^^^^ private-db-shared-sstate
`,
		release: 'wrynose',
		build: {},
	},
	'a database beside it too': {
		text: 'SSTATE_DIR = "${TOPDIR}/../sstate-cache"\nPERSISTENT_DIR = "${TOPDIR}/../cache"\n',
		build: {},
	},
	'a cache that a layer puts elsewhere': {
		text: 'DISTRO = "poky-ours"\n',
		build: { files: LAYERS },
	},
	'a mirror that the distro brings': {
		text: `
MACHINE ?= "qemux86-64"
DISTRO = "ours"
^^^^^^ mirror-without-hashserv
`,
		build: {
			files: {
				...LAYERS,
				'/src/meta/conf/bitbake.conf': `${LAYERS['/src/meta/conf/bitbake.conf']}include conf/distro/ours.conf\n`,
				'/src/meta/conf/distro/ours.conf': 'SSTATE_MIRRORS = "file://.* http://h/PATH"\n',
			},
		},
		says: [/^This sstate mirror \(ours.conf:1\) is used with/],
	},
	'a shared cache with its database': {
		text: 'SSTATE_DIR = "/srv/sstate"\nBB_HASHSERVE_DB_DIR = "${SSTATE_DIR}"\n',
		release: 'wrynose',
		build: {},
	},
	'a shared cache with a server': {
		text: 'SSTATE_DIR = "/srv/sstate"\nBB_HASHSERVE = "cache.lan:8686"\n',
		build: {},
	},
	'a cache of one’s own': { text: 'SSTATE_DIR = "${TOPDIR}/sstate"\n', build: {} },
	'a cache outside of a build that is not known': { text: 'SSTATE_DIR = "/srv/sstate"\n' },

	'a database on a network file system': {
		text: `
BB_HASHSERVE_DB_DIR = "/nfs/hashserv"
                       ^^^^^^^^^^^^^ hashserv-db-on-nfs
`,
		release: 'wrynose',
		build: { host },
		severities: ['error'],
		says: [/BitBake stops: such a location “cannot be on a NFS mount”/],
	},
	'the default database on a network file system': {
		text: `
PERSISTENT_DIR = "/nfs/cache"
                  ^^^^^^^^^^ hashserv-db-on-nfs
`,
		build: { host },
		severities: ['warning'],
		says: [/Name a server in BB_HASHSERVE/],
	},
	'a database that another server keeps': {
		text: 'PERSISTENT_DIR = "/nfs/cache"\nBB_HASHSERVE = "cache.lan:8686"\n',
		build: { host },
	},
	'a database on a machine that is not this one': {
		text: 'BB_HASHSERVE_DB_DIR = "/nfs/hashserv"\n',
		release: 'wrynose',
		build: {},
	},

	'a password in the file': {
		text: `
BB_HASHSERVE = "wss://cache.lan/ws"
BB_HASHSERVE_USERNAME = "builder"
BB_HASHSERVE_PASSWORD = "hunter2"
                         ^^^^^^^ plaintext-password
`,
		says: [/^(?!.*hunter2).*“machine wss:\/\/cache.lan\/ws login builder password …” in ~\/.netrc/],
	},
	'a password from elsewhere': {
		text: 'BB_HASHSERVE = "wss://cache.lan/ws"\nBB_HASHSERVE_USERNAME = "b"\nBB_HASHSERVE_PASSWORD = "${@token()}"\n',
	},
	'an empty password': { text: 'BB_HASHSERVE_PASSWORD = ""\n' },

	'credentials in plain TCP': {
		text: `
BB_HASHSERVE = "cache.lan:8686"
                ^^^^^^^^^^^^^^ unencrypted-credentials
BB_HASHSERVE_USERNAME = "builder"
BB_HASHSERVE_PASSWORD = "\${@token()}"
`,
		says: [/to "cache.lan:8686" unencrypted/],
	},
	'credentials in plain WebSocket': {
		text: `
BB_HASHSERVE = "ws://cache.lan/ws"
                ^^^^^^^^^^^^^^^^^ unencrypted-credentials
BB_HASHSERVE_USERNAME = "builder"
BB_HASHSERVE_PASSWORD = "\${@token()}"
`,
	},
	'credentials that stay on this machine': {
		text: 'BB_HASHSERVE = "localhost:8686"\nBB_HASHSERVE_USERNAME = "b"\nBB_HASHSERVE_PASSWORD = "${@token()}"\n',
	},
};

checkCases(CASES);
