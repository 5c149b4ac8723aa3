import { checkCases, type RuleCase } from '../../support/ruleCases';

/** Keeps the rules about the server that belongs to a mirror quiet. */
const SERVER = 'BB_HASHSERVE = "h:1"\n';

const host = {
	exists: (path: string) => path.startsWith('/srv/there'),
	fileSystemType: () => 'ext4',
};

const CASES: Readonly<Record<string, RuleCase>> = {
	'a mirror without PATH': {
		text: `${SERVER}SSTATE_MIRRORS = "file://.* https://cache.lan/sstate/"
                            ^^^^^^^^^^^^^^^^^^^^^^^^^ mirror-without-path-token
`,
		says: [/asks for every object at this one address/],
		fixed: `${SERVER}SSTATE_MIRRORS = "file://.* https://cache.lan/sstate/PATH;downloadfilename=PATH"\n`,
	},
	'a folder without PATH, one of two pairs': {
		text: `${SERVER}SSTATE_MIRRORS:append = " \\
    file://.* file:///srv/a/PATH \\
    file://.* file:///srv/b \\
              ^^^^^^^^^^^^^ mirror-without-path-token
"
`,
		fixed: `${SERVER}SSTATE_MIRRORS:append = " \\
    file://.* file:///srv/a/PATH \\
    file://.* file:///srv/b/PATH \\
"
`,
	},
	'a rule of renaming, as the extensible SDK writes it': {
		text: `${SERVER}SSTATE_MIRRORS += "file://universal/(.*) file://universal-4.9/\\\\1"\n`,
	},
	'a pattern of a part of the path': {
		text: `${SERVER}SSTATE_MIRRORS = "file://universal/ file://universal-4.9/"\n`,
	},
	'a mirror without downloadfilename, which BitBake puts in by itself': {
		text: `${SERVER}SSTATE_MIRRORS = "file://.* https://cache.lan/PATH"\n`,
	},
	'a mirror in a variable': {
		text: `${SERVER}CACHE_URL = "https://cache.lan/sstate"
SSTATE_MIRRORS = "file://.* \${CACHE_URL}"
                  ^^^^^^^^^^^^^^^^^^^^^^ mirror-without-path-token
`,
		fixes: [],
	},

	'a pattern with a misspelt scheme': {
		text: `${SERVER}SSTATE_MIRRORS = "flie://.* https://cache.lan/PATH"
                  ^^^^^^^^^ mirror-bad-scheme
`,
		fixed: `${SERVER}SSTATE_MIRRORS = "file://.* https://cache.lan/PATH"\n`,
	},
	'a pattern without a scheme': {
		text: `${SERVER}SSTATE_MIRRORS = ".* https://cache.lan/PATH"
                  ^^ mirror-bad-scheme
`,
		fixed: `${SERVER}SSTATE_MIRRORS = "file://.* https://cache.lan/PATH"\n`,
	},
	'a folder instead of a URL': {
		text: `${SERVER}SSTATE_MIRRORS = "file://.* /srv/sstate/PATH"
                            ^^^^^^^^^^^^^^^^ mirror-bad-scheme
`,
		fixed: `${SERVER}SSTATE_MIRRORS = "file://.* file:///srv/sstate/PATH"\n`,
	},
	'a scheme in capitals': {
		text: `
PREMIRRORS = "git://.* HTTP://cache.lan/"
                       ^^^^^^^^^^^^^^^^^ mirror-bad-scheme
`,
		fixed: 'PREMIRRORS = "git://.* http://cache.lan/"\n',
	},
	'a fetcher that is gone': {
		text: `
PREMIRRORS = "bzr://.*/.* http://cache.lan/ git://.*/.* http://cache.lan/"
              ^^^^^^^^^^^ mirror-bad-scheme
`,
		release: 'wrynose',
		severities: ['warning'],
	},
	'the same while it was there': { text: 'PREMIRRORS = "bzr://.*/.* http://cache.lan/"\n' },
	'the own-mirrors class’s patterns': {
		text: 'PREMIRRORS:prepend = "https?://.*/.* http://c/ npm://.*/?.* http://c/ repo://.* http://c/"\n',
	},

	'a pattern for downloads': {
		text: `${SERVER}SSTATE_MIRRORS = "https?://.*/.* https://cache.lan/PATH"
                  ^^^^^^^^^^^^^^ mirror-not-file-pattern
`,
		fixed: `${SERVER}SSTATE_MIRRORS = "file://.* https://cache.lan/PATH"\n`,
	},
	'a pattern with a slash too many': {
		text: `${SERVER}SSTATE_MIRRORS = "file:///.* https://cache.lan/PATH"
                  ^^^^^^^^^^ mirror-not-file-pattern
`,
		says: [/without a slash in front/],
	},
	'a pattern for any scheme': {
		text: `${SERVER}SSTATE_MIRRORS = ".*://.*/?.* https://cache.lan/PATH"\n`,
	},
	'the same patterns where they belong': {
		text: 'PREMIRRORS = "https?://.*/.* https://cache.lan/"\n',
	},

	'a folder that is not there': {
		text: `${SERVER}SSTATE_MIRRORS = "file://.* file:///srv/away/sstate/PATH file://.* file:///srv/there/PATH"
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mirror-directory-missing
`,
		build: { host },
		says: [/The folder \/srv\/away\/sstate /],
	},
	'a folder of downloads that is not there': {
		text: `
INHERIT += "own-mirrors"
SOURCE_MIRROR_URL = "file:///srv/away"
                     ^^^^^^^^^^^^^^^^ mirror-directory-missing
`,
		build: { host },
		says: [/downloads from elsewhere/],
	},
	'folders of a build that is in a container': {
		text: `${SERVER}SSTATE_MIRRORS = "file://.* file:///srv/away/PATH"\n`,
		build: { host, files: { '/build/conf/bblayers.conf': 'BBLAYERS = "/layers/meta"\n' } },
	},
	'folders when nobody can tell': {
		text: `${SERVER}SSTATE_MIRRORS = "file://.* file:///srv/away/PATH"\n`,
	},

	'line ends of old': {
		text: `${SERVER}SSTATE_MIRRORS = " \\
    file://.* https://cache.lan/PATH \\n \\
                                     ^^ literal-newline
    file://.* file:///srv/sstate/PATH\\n"
`,
		fixed: `${SERVER}SSTATE_MIRRORS = " \\
    file://.* https://cache.lan/PATH \\
    file://.* file:///srv/sstate/PATH"
`,
	},
	'a line end that alone parts two words': {
		text: `
PREMIRRORS = "git://.* http://c/\\nftp://.* http://c/"
                                ^^ literal-newline
`,
		fixed: 'PREMIRRORS = "git://.* http://c/ ftp://.* http://c/"\n',
	},
	'line ends that part an addition from what is there': {
		text: `PREMIRRORS = "git://.* http://c/"
PREMIRRORS:prepend = "http://.* http://c/ \\n ftp://.* http://c/ \\n"
                                          ^^ literal-newline
PREMIRRORS .= "\\nhttps://.* http://c/"
               ^^ literal-newline
`,
		fixed: `PREMIRRORS = "git://.* http://c/"
PREMIRRORS:prepend = "http://.* http://c/ ftp://.* http://c/ "
PREMIRRORS .= "\\nhttps://.* http://c/"
`,
	},
	'line ends while they were usual': {
		text: 'PREMIRRORS = "git://.* http://c/ \\n"\n',
		release: 'honister',
	},

	'a password in a mirror’s URL': {
		text: `${SERVER}SSTATE_MIRRORS = "file://.* https://me:hunter2@cache.lan:81/PATH"
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ plaintext-password
`,
		says: [/^(?!.*hunter2).*machine cache.lan login me password/],
	},
	'a password among a URL’s parameters': {
		text: `
PREMIRRORS = "git://.* https://cache.lan/;user=me;pswd=hunter2"
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ plaintext-password
`,
		says: [/login me password/],
	},
	'a user without a password': { text: 'PREMIRRORS = "git://.* https://me@cache.lan/"\n' },
};

checkCases(CASES);
