import fc from 'fast-check';

/** Texts that exercise the corners of the language: names, operators, overrides, continuation, quoting. */

const name = fc.constantFrom(
	...['A', 'B', 'C', 'A:foo', 'A:foo:bar', 'A:bar', 'B:foo', 'A:append', 'A:prepend', 'A:remove'],
	...['A:append:foo', 'A:remove:bar', 'B:append:foo:bar', 'A:foo:append', 'A:foo:remove', 'A:FOO'],
	...[
		'A:append:FOO',
		'A_append',
		'A_foo',
		'B_prepend_foo',
		'A:bar:foo',
		'A:baz',
		'x/y',
		'A${B}',
		'a.b',
	],
	...[
		'A+',
		'A-b',
		':A',
		'OVERRIDES',
		'OVERRIDES:append',
		'C:append',
		'C:foo-x',
		'A:1',
		'A:x1:append:foo',
	],
	...[
		'B:_x',
		'D_remove',
		'OVERRIDES:foo',
		'DISTRO',
		'DISTRO:foo',
		'A:append:foo:append',
		'B:append_x',
	],
);
const operator = fc.constantFrom('=', '?=', '??=', ':=', '+=', '=+', '.=', '=.');
const flag = fc.oneof(
	{ weight: 9, arbitrary: fc.constant('') },
	{ weight: 5, arbitrary: fc.constantFrom('[f]', '[doc]', '[a@b]', '[a/b]', '[]', '[f.g]') },
);
const part = fc.constantFrom(
	...[
		'',
		'a',
		'b',
		'a b',
		' a ',
		'  b  c',
		'${A}',
		'${B} x',
		'${C}',
		'${X}',
		'${A:foo}',
		'foo',
		'bar',
	],
	...[
		'foo:bar',
		'bar:foo',
		'foo:bar:baz',
		"'",
		'"',
		'a"b',
		'\\n',
		'#',
		'x # y',
		'${OVERRIDES}',
		'foo:${DISTRO}',
	],
	...[
		'${@',
		'${',
		'${A',
		'$A',
		'}',
		"${@d.getVar('A')}",
		"${@'x'}",
		'${@1+1}',
		"${@'}'}",
		"${@{'a':'b'}['a']}",
	],
	...[
		"${@bb.utils.contains('A','a','yes','no',d)}",
		"${@d.getVar('A') or 'none'}",
		"${@'${B}'.upper()}",
	],
	...["${@' '.join(sorted((d.getVar('A') or '').split()))}", '${@"%s-%d" % ("a", 3)}'],
	...["${@bb.utils.filter('A','a b c',d)}", "${@len('abc') > 2 and 'y' or 'n'}"],
);
const value = fc.array(part, { minLength: 1, maxLength: 2 }).map((parts) => parts.join(' '));
const joint = fc.constantFrom(' \\\n', ' \\ \n', '\\\n', '\\\n# c\n', ' \\\n\n');
const broken = fc.tuple(value, joint).map(([text, between]) => text.replaceAll(' ', () => between));

const assignment = fc
	.record({
		before: fc.oneof(
			{ weight: 12, arbitrary: fc.constant('') },
			{ weight: 2, arbitrary: fc.constantFrom('export ', 'export\t', ' ') },
		),
		name,
		flag,
		left: fc.constantFrom(' ', ' ', ' ', '', '\t', '  '),
		operator,
		right: fc.constantFrom(' ', ' ', ' ', '', '\t'),
		quote: fc.constantFrom('"', '"', '"', "'"),
		value: fc.oneof({ weight: 6, arbitrary: value }, { weight: 1, arbitrary: broken }),
		after: fc.oneof(
			{ weight: 20, arbitrary: fc.constant('') },
			{ weight: 7, arbitrary: fc.constantFrom(' ', '\u00a0', '\v', ' # c', ';', '\\', ' \\') },
		),
	})
	.map(
		(it) =>
			`${it.before}${it.name}${it.flag}${it.left}${it.operator}${it.right}${it.quote}${it.value}${it.quote}${it.after}`,
	);

const other = fc.constantFrom(
	...[
		'# comment',
		'# c \\',
		'#\\',
		'',
		'   ',
		'\\',
		'  # ind',
		'include inc.conf',
		'require inc.conf',
	],
	...[
		'include none.conf',
		'include ${B}',
		'include inc.conf none.conf',
		'include',
		'include  ',
		'require none.conf',
	],
	...[
		'unset A',
		'unset A[f]',
		'unset A[doc]',
		'unset A:foo',
		'unset B',
		'export A',
		'export B[f]',
		'export A:foo',
	],
	...[
		'inherit x',
		'A',
		'= "x"',
		'+= "x"',
		'addtask x',
		'# a\f',
		'A = 1',
		'\ufeff',
		'include_all inc.conf',
	],
	...[
		'A:append = "',
		'unset ${B}',
		'addpylib a b',
		'A = "x" "y"',
		'A = \'x"',
		'A =+ "z"',
		'A ?="q"',
		'FOO.="x"',
	],
);
const line = fc.oneof({ weight: 7, arbitrary: assignment }, { weight: 2, arbitrary: other });

/** A whole file; most of its lines are good ones, and its line ends are of one kind. */
export const configurationText = fc
	.tuple(
		fc.array(line, { minLength: 1, maxLength: 8 }),
		fc.constantFrom('\n', '\n', '\n', '\n', '\r\n', '\r'),
		fc.boolean(),
	)
	.map(([lines, end, hasLast]) => (lines.join('\n') + (hasLast ? '\n' : '')).replaceAll('\n', end));
