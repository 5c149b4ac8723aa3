import { describe, expect, it } from 'vitest';
import { LAYERS, lintText } from '../../support/configuration';
import { checkCases, type RuleCase } from '../../support/ruleCases';

const MIRROR =
	'SSTATE_MIRRORS = "file://.* http://cache.lan:8080/sstate/PATH;downloadfilename=PATH"';

const HANDLER = 'class Ours(bb.siggen.SignatureGenerator):\n    name = "Ours"\n';

const CASES: Readonly<Record<string, RuleCase>> = {
	'a mirror alone, on poky’s defaults': {
		text: `
${MIRROR}
^^^^^^^^^^^^^^ mirror-without-hashserv
`,
		says: [/BB_HASHSERVE is "auto" \(poky’s default\)/],
		fixes: [
			'Set BB_HASHSERVE_UPSTREAM to cache.lan:8686 (ask the mirror’s host too)',
			'Set BB_HASHSERVE to cache.lan:8686 (ask the mirror’s host alone, and report to it)',
			'Start the hash server of this editor and use it',
			'Set BB_SIGNATURE_HANDLER to OEBasicHash (no hash equivalence at all)',
		],
		fixed: `${MIRROR}\nBB_HASHSERVE_UPSTREAM = "cache.lan:8686"\n`,
	},
	'a mirror with an upstream': { text: `${MIRROR}\nBB_HASHSERVE_UPSTREAM = "cache.lan:8686"\n` },
	'a mirror with a server': { text: `${MIRROR}\nBB_HASHSERVE = "cache.lan:8686"\n` },
	'a mirror with an empty upstream: the fix fills it in': {
		text: `
${MIRROR}
^^^^^^^^^^^^^^ mirror-without-hashserv
BB_HASHSERVE_UPSTREAM = ""
`,
		fixed: `${MIRROR}\nBB_HASHSERVE_UPSTREAM = "cache.lan:8686"\n`,
	},
	'a mirror with a Unix socket of one’s own': {
		text: `
${MIRROR}
^^^^^^^^^^^^^^ mirror-without-hashserv
BB_HASHSERVE = "unix:///tmp/h.sock"
`,
		fixed: `${MIRROR}\nBB_HASHSERVE = "cache.lan:8686"\n`,
	},
	'a mirror without equivalence': { text: `${MIRROR}\nBB_SIGNATURE_HANDLER = "OEBasicHash"\n` },
	'a mirror of a distro whose defaults are unknown': { text: `DISTRO = "ours"\n${MIRROR}\n` },
	'the public mirror': {
		text: `
SSTATE_MIRRORS ?= "file://.* http://sstate.yoctoproject.org/all/PATH;downloadfilename=PATH"
^^^^^^^^^^^^^^ mirror-without-hashserv
`,
		fixes: [
			'Set BB_HASHSERVE_UPSTREAM to wss://hashserv.yoctoproject.org/ws (the public server)',
			'Start the hash server of this editor and use it',
			'Set BB_SIGNATURE_HANDLER to OEBasicHash (no hash equivalence at all)',
		],
	},
	'before upstreams existed': {
		text: `
${MIRROR}
^^^^^^^^^^^^^^ mirror-without-hashserv
`,
		release: 'dunfell',
		fixed: `${MIRROR}\nBB_HASHSERVE = "cache.lan:8686"\n`,
	},
	'an IPv6 mirror': {
		text: `
SSTATE_MIRRORS = "file://.* http://[fd00::1]:80/PATH;downloadfilename=PATH"
^^^^^^^^^^^^^^ mirror-without-hashserv
`,
		fixed:
			'SSTATE_MIRRORS = "file://.* http://[fd00::1]:80/PATH;downloadfilename=PATH"\nBB_HASHSERVE_UPSTREAM = "[fd00::1]:8686"\n',
	},
	'a mirror that Python decides': { text: 'SSTATE_MIRRORS = "${@mirrors(d)}"\n' },

	'a handler in the wrong case': {
		text: `
BB_SIGNATURE_HANDLER = "OEEquivhash"
                        ^^^^^^^^^^^ unknown-signature-handler
`,
		says: [/Case counts: did you mean OEEquivHash/],
		fixes: ['Change to OEEquivHash'],
		fixed: 'BB_SIGNATURE_HANDLER = "OEEquivHash"\n',
	},
	'a misspelt handler': {
		text: `
BB_SIGNATURE_HANDLER = "OEBasicHsh"
                        ^^^^^^^^^^ unknown-signature-handler
`,
		says: [/Did you mean OEBasicHash/],
		fixes: ['Change to OEBasicHash', 'Change to OEEquivHash'],
	},
	'a handler of another release': {
		text: `
BB_SIGNATURE_HANDLER = "OEBasic"
                        ^^^^^^^ unknown-signature-handler
`,
		says: [/exists in other releases only/],
	},
	'the same where it exists': { text: 'BB_SIGNATURE_HANDLER = "OEBasic"\n', release: 'kirkstone' },
	'a handler that a layer of the build brings': {
		text: 'BB_SIGNATURE_HANDLER = "Ours"\n',
		build: { files: { ...LAYERS, '/src/meta/lib/oe/sstatesig.py': HANDLER } },
	},
	'an empty handler': {
		text: `
BB_SIGNATURE_HANDLER = ""
^^^^^^^^^^^^^^^^^^^^ unknown-signature-handler
`,
		fixed: 'BB_SIGNATURE_HANDLER = "OEEquivHash"\n',
	},

	'equivalence with an empty server': {
		text: `
BB_HASHSERVE = ""
^^^^^^^^^^^^ hashserv-required
`,
		says: [/requires BB_HASHSERVE to be set/],
		fixed: 'BB_HASHSERVE = "auto"\n',
	},
	'a handler for tests where the default has no server': {
		text: `
BB_SIGNATURE_HANDLER = "TestEquivHash"
                        ^^^^^^^^^^^^^ test-signature-handler
`,
		release: 'zeus',
		fixed: 'BB_SIGNATURE_HANDLER = "OEEquivHash"\nBB_HASHSERVE = "auto"\n',
	},
	'equivalence where the default has no server': {
		text: `
BB_SIGNATURE_HANDLER = "OEEquivHash"
^^^^^^^^^^^^^^^^^^^^ hashserv-required
`,
		release: 'zeus',
		fixed: 'BB_SIGNATURE_HANDLER = "OEEquivHash"\nBB_HASHSERVE = "auto"\n',
	},

	'an address without a port': {
		text: `
BB_HASHSERVE = "cache.lan"
                ^^^^^^^^^ invalid-hashserv-address
`,
		says: [/the port is missing/],
		fixed: 'BB_HASHSERVE = "cache.lan:8686"\n',
	},
	'auto in capitals': {
		text: `
BB_HASHSERVE = "AUTO"
                ^^^^ invalid-hashserv-address
`,
		fixed: 'BB_HASHSERVE = "auto"\n',
	},
	'a web address': {
		text: `
BB_HASHSERVE_UPSTREAM = "http://cache.lan:8686/"
                         ^^^^^^^^^^^^^^^^^^^^^^ invalid-hashserv-address
`,
		fixed: 'BB_HASHSERVE_UPSTREAM = "cache.lan:8686"\n',
	},
	'IPv6 without brackets': {
		text: `
BB_HASHSERVE = "::1:8686"
                ^^^^^^^^ invalid-hashserv-address
`,
		fixed: 'BB_HASHSERVE = "[::1]:8686"\n',
	},
	'a port out of range': {
		text: `
BB_HASHSERVE = "cache.lan:86860"
                ^^^^^^^^^^^^^^^ invalid-hashserv-address
`,
		says: [/out of range/],
		fixes: [],
	},
	'an address with a blank in front': {
		text: `
BB_HASHSERVE = " cache.lan:8686"
                 ^^^^^^^^^^^^^^ invalid-hashserv-address
`,
		says: [/it holds blanks/],
		fixed: 'BB_HASHSERVE = "cache.lan:8686"\n',
	},
	'WebSocket before it was known': {
		text: `
BB_HASHSERVE = "ws://cache.lan:8686"
                ^^^^^^^^^^^^^^^^^^^ invalid-hashserv-address
`,
		release: 'kirkstone',
		says: [/from Yocto 5.0 on/],
	},
	WebSocket: { text: 'BB_HASHSERVE = "wss://cache.lan/ws"\n' },
	'an upstream that is auto': {
		text: `
BB_HASHSERVE_UPSTREAM = "auto"
                         ^^^^ invalid-hashserv-address
`,
		says: [/cannot be auto/],
	},

	'an upstream behind a server of one’s own': {
		text: `
BB_HASHSERVE = "localhost:8686"
BB_HASHSERVE_UPSTREAM = "cache.lan:8686"
^^^^^^^^^^^^^^^^^^^^^ upstream-ignored
`,
		says: [/here it is "localhost:8686" \(local.conf:1\)/],
		fixed: 'BB_HASHSERVE = "auto"\nBB_HASHSERVE_UPSTREAM = "cache.lan:8686"\n',
	},
	'an upstream before it was known': {
		text: `
BB_HASHSERVE_UPSTREAM = "cache.lan:8686"
^^^^^^^^^^^^^^^^^^^^^ upstream-ignored
`,
		release: 'dunfell',
		says: [/came with Yocto 3.3/],
		fixed: 'BB_HASHSERVE_UPSTREAM = ""\nBB_HASHSERVE = "cache.lan:8686"\n',
	},
	'an upstream that this release could not ask, and never does': {
		text: `
BB_HASHSERVE_UPSTREAM = "wss://cache.lan/ws"
^^^^^^^^^^^^^^^^^^^^^ upstream-ignored
`,
		release: 'dunfell',
		fixes: [],
	},
	'an upstream that is no address, and is never asked': {
		text: `
BB_HASHSERVE = "localhost:8686"
BB_HASHSERVE_UPSTREAM = "http://cache.lan/"
^^^^^^^^^^^^^^^^^^^^^ upstream-ignored
`,
		fixes: [],
	},

	'a URL without its pattern': {
		text: `
BB_HASHSERVE = "h:1"
SSTATE_MIRRORS = "http://cache.lan/PATH"
                  ^^^^^^^^^^^^^^^^^^^^^ mirror-unpaired
`,
		fixed: 'BB_HASHSERVE = "h:1"\nSSTATE_MIRRORS = "file://.* http://cache.lan/PATH"\n',
	},
	'a third member': {
		text: `
PREMIRRORS = "git://.* http://cache.lan/ ftp://.*"
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mirror-unpaired
`,
		says: [/last member, ftp:\/\/\.\*, has no partner/],
	},
	'literal line ends between pairs': {
		text: 'PREMIRRORS = "git://.* http://cache.lan/ \\n ftp://.* http://cache.lan/ \\n"\n',
		release: 'dunfell',
	},

	'pairs in SOURCE_MIRROR_URL': {
		text: `
INHERIT += "own-mirrors"
SOURCE_MIRROR_URL ?= "file://.* http://cache.lan/dl/PATH;downloadfilename=PATH"
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ source-mirror-is-one-url
`,
		fixed: 'INHERIT += "own-mirrors"\nSOURCE_MIRROR_URL ?= "http://cache.lan/dl"\n',
	},
	'SOURCE_MIRROR_URL that nobody reads': {
		text: `
SOURCE_MIRROR_URL = "http://cache.lan/dl"
^^^^^^^^^^^^^^^^^ source-mirror-without-own-mirrors
`,
		fixed: 'SOURCE_MIRROR_URL = "http://cache.lan/dl"\nINHERIT += "own-mirrors"\n',
	},
	'own-mirrors through USER_CLASSES': {
		text: 'USER_CLASSES ?= "buildstats own-mirrors"\nSOURCE_MIRROR_URL = "http://cache.lan/dl"\n',
	},
};

checkCases(CASES);

describe('what a configuration says by saying nothing', () => {
	it.each(['dunfell', 'kirkstone', 'scarthgap', 'whinlatter', 'blacksail'])('%s', (release) => {
		expect(lintText('MACHINE = "qemux86-64"\n', release)).toEqual([]);
	});
});
