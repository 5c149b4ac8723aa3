import { LAYERS } from '../../support/configuration';
import { checkCases, type RuleCase } from '../../support/ruleCases';

const CASES: Readonly<Record<string, RuleCase>> = {
	'a comment in a value': {
		text: `
A = " \\
  a \\
# off: b \\
^^^^^^^^^^ comment-in-value
  c \\
"
`,
		fixed: `# off: b
A = " \\
  a \\
  c \\
"
`,
	},
	'an indented comment in a value': {
		text: `
A = "a \\
     # b \\
     ^^^^^ comment-in-value
     c"
`,
		fixed: `# b
A = "a \\
     c"
`,
	},
	'a comment that also ends the value': {
		text: `
A = "a \\
# b"
^^^^ comment-in-value
`,
		fixes: [],
	},
	'a comment of the file that the value becomes': {
		text: `RPI_EXTRA_CONFIG = ' \\n \\
    # display \\n \\
    lcd_rotate=2 \\n \\
    '
`,
	},
	'comments and values apart': { text: '# a\nA = "#a \\\n  b # c"\n# d\n' },
	'a comment behind a value that a blank line ends': { text: 'A = "a \\\n b" \n\n# c\n' },

	'an operation with an operator that adds': {
		text: `
A:append += "b"
         ^^ append-operator-mix
`,
		says: [/“A:append \+= is not a recommended operator combination”/],
		fixed: 'A:append = " b"\n',
	},
	'a prepend that puts a blank behind': {
		text: `
A:prepend:qemuall =+ "b"
                  ^^ append-operator-mix
`,
		fixed: 'A:prepend:qemuall = "b "\n',
	},
	'a remove that adds': {
		text: `
A:remove .= "b"
         ^^ append-operator-mix
`,
		fixed: 'A:remove = "b"\n',
	},
	'an operation with a default, of which BitBake says nothing': { text: 'A:append ?= " b"\n' },
	'the same before BitBake warned': { text: 'A:append += "b"\n', release: 'honister' },

	'an operator without blanks': {
		text: `
A="b"
 ^ operator-spacing
B ?="c"
  ^^ operator-spacing
C[d]= "e"
    ^ operator-spacing
`,
		release: 'whinlatter',
		fixed: 'A = "b"\nB ?="c"\nC[d]= "e"\n',
	},
	'an operator with other white space': {
		text: 'A\t=\t"b"\nB = \\\n"c"\nD =\\\n "e"\n',
		release: 'whinlatter',
	},
	'the same before BitBake warned of it': { text: 'A="b"\n' },

	'a file to include that is not there': {
		text: `
include conf/gone.conf conf/distro/poky.conf
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-include
`,
		build: { files: LAYERS },
		severities: ['information'],
		says: [/There is no conf\/gone.conf beside this file/],
	},
	'a required file that is not there': {
		text: `
require conf/gone.conf
        ^^^^^^^^^^^^^^ missing-include
`,
		build: { files: LAYERS },
		severities: ['error'],
	},
	'files of layers that were not found': {
		text: 'include conf/a.conf\nrequire conf/b.conf\ninclude ${@name(d)}\n',
	},
	'an absolute path that is not there': {
		text: `
include /gone/a.conf
        ^^^^^^^^^^^^ missing-include
require /gone/b.conf
        ^^^^^^^^^^^^ missing-include
`,
		severities: ['information', 'error'],
	},
	'a file whose name has a variable that nobody sets here': {
		text: 'include conf/${NOT_KNOWN}.conf\n',
		build: { files: LAYERS },
	},
	'a file whose name only a build can tell': {
		text: 'require ${@"conf/${NOT_KNOWN}.conf" if 1 else ""}\n',
		build: { files: LAYERS },
	},
};

checkCases(CASES);
