import { describe, expect, it } from 'vitest';
import { evaluateText } from '../../support/evaluate';

/** Evaluates `${@…}` beside a few variables; undefined when it is not known statically. */
function python(code: string): string | undefined {
	const { data } = evaluateText(
		`F = "systemd wayland"\nE = ""\nN = "3"\nUNKNOWN = "\${@os.listdir('/')}"\nR = '\${@${code}}'`,
	);
	const found = data.get('R');
	return found?.isStatic && found.error === undefined ? found.value : undefined;
}

/** Results as Python 3.11 and BitBake's own helpers give them. */
const KNOWN: readonly (readonly [code: string, result: string])[] = [
	['1 + 2 * 3', '7'],
	['-7 // 2', '-4'],
	['-7 % 3', '2'],
	['7 / 2', '3.5'],
	['4 / 2', '2.0'],
	['"a" "b" + "c"', 'abc'],
	['"%s-%d%%" % ("a", 3)', 'a-3%'],
	['"ab" * 2', 'abab'],
	['None', 'None'],
	['not E', 'True'],
	['F and "yes" or "no"', 'yes'],
	['"a" if E else "b"', 'b'],
	['1 < 2 < 3', 'True'],
	['1 < 2 > 3', 'False'],
	['"way" in F', 'True'],
	['"x" not in F.split()', 'True'],
	['d.getVar("NONE") is None', 'True'],
	['[1, "a", (2,), {}]', '[1, "a", (2,), {}]'.replace('"a"', "'a'")],
	['"abc"[1:]', 'bc'],
	['"abc"[-1]', 'c'],
	['["x", "y"][bool(E)]', 'x'],
	['{"a": "1"}["a"]', '1'],
	['"a b  c".split()[1]', 'b'],
	['"a-b-c".split("-", 1)[1]', 'b-c'],
	['"a-b-c".rsplit("-", 1)[0]', 'a-b'],
	['" x ".strip() + "|"', 'x|'],
	['"xxay".lstrip("x")', 'ay'],
	['"A.B".lower().replace(".", "-")', 'a-b'],
	['"-".join(sorted(["b", "a"]))', 'a-b'],
	['" ".join([x.upper() for x in F.split() if x != "systemd"])', 'WAYLAND'],
	['any(x in "wayland" for x in ["a", "wayland"])', 'True'],
	['len(F.split())', '2'],
	['int(N) + 1', '4'],
	['int("0x10", 16)', '16'],
	['max(1, 5, 3)', '5'],
	['sorted(set(["b", "a", "b"]))', "['a', 'b']"],
	['d.getVar("F").startswith(("x", "sys"))', 'True'],
	['bb.utils.contains("F", "systemd", "yes", "no", d)', 'yes'],
	['bb.utils.contains("F", "systemd x", "yes", "no", d)', 'no'],
	['bb.utils.contains("E", "", "yes", "no", d)', 'no'],
	['bb.utils.contains_any("F", "x wayland", "yes", "no", d)', 'yes'],
	['bb.utils.filter("F", "wayland x systemd", d)', 'systemd wayland'],
	['bb.utils.to_boolean("Yes")', 'True'],
	['bb.utils.vercmp_string("1.10", "1.9")', '1'],
	['bb.utils.vercmp_string("1:1.0", "2.0")', '1'],
	['bb.utils.vercmp_string("1.0~rc1", "1.0")', '-1'],
	['bb.utils.vercmp_string_op("2.38", "2.4", ">=")', 'True'],
	['oe.utils.conditional("N", "3", "three", "other", d)', 'three'],
	['oe.utils.ifelse(E, "a", "b")', 'b'],
	['oe.utils.vartrue("NONE", "a", "b", d)', 'b'],
	['oe.utils.all_distro_features(d, "x")', ''],
	['os.path.basename("/a/b.conf")', 'b.conf'],
	['os.path.dirname("/a/b/")', '/a/b'],
	['os.path.join("a", "/b", "c")', '/b/c'],
	['os.path.normpath("/a/./b/../c//d")', '/a/c/d'],
];

/** Not for us to say: files, clocks, hash order, unknown functions, errors in BitBake. */
const UNKNOWN = [
	'os.listdir("/")',
	'time.strftime("%Y")',
	'" ".join(set(["b", "a"]))',
	'oe.utils.set_intersect("F", "F", d)',
	'some_function(d)',
	'UNKNOWN + "x"',
	'd.getVar("NONE") + "x"',
	'int("x")',
	'[][0]',
	'lambda x: x',
	'f"{F}"',
	'"""unterminated',
	'1 +',
	'('.repeat(5000),
	'"a" * 100000000',
];

describe('Python that is known without BitBake', () => {
	it.each(KNOWN)('%s', (code, result) => {
		expect(python(code)).toBe(result);
	});
});

describe('Python that is not known stays text', () => {
	it.each(UNKNOWN)('%s', (code) => {
		expect(python(code)).toBeUndefined();
	});
});

describe('an unterminated string', () => {
	it('makes the whole value plain text, as BitBake takes it', () => {
		const { data } = evaluateText('A = "${@1 + 1} ${@\'}\'}"');
		expect(data.get('A')).toEqual({ value: "${@1 + 1} ${@'}'}", isStatic: true });
	});
});
