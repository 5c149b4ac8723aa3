import { describe, expect, it } from 'vitest';
import { evaluateText } from '../../support/evaluate';

/** Evaluates a text that inherits, beside classes in /layer. */
function inherit(text: string, classes: Record<string, string>, release?: string) {
	const files = Object.fromEntries(
		Object.entries({ 'start.inc': text, ...classes }).map(([name, body]) => [
			`/layer/${name}`,
			body,
		]),
	);
	return evaluateText('require start.inc', { files, ...(release ? { release } : {}) });
}

describe('inherit', () => {
	it('reads each class once, where it stands', () => {
		const { data } = inherit('A = "1"\ninherit x\nA += "3"\ninherit x', {
			'classes/x.bbclass': 'A += "2"\ninherit y',
			'classes/y.bbclass': 'B = "y"',
		});
		expect([data.get('A')?.value, data.get('B')?.value]).toEqual(['1 2 3', 'y']);
	});
	it('expands the names, and takes several', () => {
		const { data } = inherit('N = "x"\ninherit ${N} ${@"y" if d.getVar("N") else ""}', {
			'classes/x.bbclass': 'A = "x"',
			'classes/y.bbclass': 'B = "y"',
		});
		expect([data.get('A')?.value, data.get('B')?.value]).toEqual(['x', 'y']);
	});
	it('looks in classes-global first from 4.1 on, and never in classes-recipe', () => {
		const classes = {
			'classes/x.bbclass': 'A = "any"',
			'classes-global/x.bbclass': 'A = "global"',
			'classes-recipe/x.bbclass': 'A = "recipe"',
		};
		const value = (release: string) => inherit('inherit x', classes, release).data.get('A')?.value;
		expect([value('kirkstone'), value('langdale'), value('blacksail')]).toEqual([
			'any',
			'global',
			'global',
		]);
		const { problems } = inherit('inherit y', { 'classes-recipe/y.bbclass': '' });
		expect(problems.map(({ code, line }) => [code, line])).toEqual([['missing-class', 1]]);
	});
	it('waits with what is deferred, which no configuration ever sees', () => {
		const classes = { 'classes/x.bbclass': 'A = "x"' };
		expect(inherit('inherit_defer x', classes).data.get('A')).toBeUndefined();
		const deferred = 'BB_DEFER_BBCLASSES = "x"\ninherit x';
		expect(inherit(deferred, classes).data.get('A')).toBeUndefined();
		expect(inherit(deferred, classes, 'scarthgap').data.get('A')?.value).toBe('x');
	});
	it('leaves everything unknown where only a build can tell the name', () => {
		const { data } = inherit('A = "1"\ninherit ${@unknown(d)}', {});
		expect(data.get('A')).toEqual({ value: '1', isStatic: false });
	});
});

describe('functions', () => {
	it('are variables with flags', () => {
		const { data } = inherit('inherit x', {
			'classes/x.bbclass':
				'do_a() {\n    one  \n    two\n}\nfakeroot python do_b() {\n}\ndef f(d):\n    return 1\n\nA = "1"\n',
		});
		const flags = (name: string) => Object.fromEntries(data.flags(name));
		const filename = '/layer/classes/x.bbclass';
		expect(data.raw('do_a')).toBe('    one\n    two\n');
		expect(flags('do_a')).toEqual({ func: '1', filename, lineno: '1' });
		expect(flags('do_b')).toEqual({ func: '1', python: '1', fakeroot: '1', filename, lineno: '5' });
		expect(data.raw('f')).toBe('def f(d):\n    return 1\n');
		expect(flags('f')).toEqual({ func: '1', python: '1', filename, lineno: '6' });
		expect(data.get('A')?.value).toBe('1');
	});
	it('take appends like any variable', () => {
		const { data } = inherit('inherit x', {
			'classes/x.bbclass': 'do_a() {\n    one\n}\ndo_a:append() {\n    two\n}\n',
		});
		expect(data.raw('do_a')).toBe('    one\n    two\n');
	});
	it('are refused with a name in the old style', () => {
		const text = 'do_a_append() {\n}\n';
		expect(inherit(text, {}).problems.map(({ code }) => code)).toEqual(['old-override-syntax']);
		expect(inherit(text, {}, 'dunfell').problems).toEqual([]);
	});
	it('are called by those that a class exports, unless there is one', () => {
		const classes = {
			'classes/x.bbclass':
				'x_do_a() {\n    a\n}\npython x_do_b() {\n    b\n}\nx_do_c() {\n    c\n}\ndo_c() {\n    own\n}\ndo_a[dirs] = "d"\nEXPORT_FUNCTIONS do_a do_b do_c\n',
		};
		const { data } = inherit('inherit x', classes);
		const mark = '    # Export function set\n';
		expect(data.raw('do_a')).toBe(`${mark}    x_do_a\n`);
		expect(data.raw('do_b')).toBe(`${mark}    bb.build.exec_func('x_do_b', d)\n`);
		expect(data.raw('do_c')).toBe('    own\n');
		expect([data.flag('x_do_a', 'dirs'), data.flag('do_b', 'python')]).toEqual(['d', '1']);
		const old = inherit('inherit x', classes, 'kirkstone').data;
		expect([old.raw('do_a'), old.flag('do_a', 'export_func')]).toEqual(['    x_do_a\n', '1']);
	});
	it('are exported by the last class that does it', () => {
		const { data } = inherit('inherit x y', {
			'classes/x.bbclass': 'x_do_a() {\n}\nEXPORT_FUNCTIONS do_a\n',
			'classes/y.bbclass': 'python y_do_a() {\n}\nEXPORT_FUNCTIONS do_a\n',
		});
		expect(data.raw('do_a')).toContain('y_do_a');
		expect(data.flag('do_a', 'python')).toBe('1');
	});
});

describe('tasks', () => {
	const tasks = (text: string, release?: string) => {
		const { data } = inherit(text, {}, release);
		return ['do_a', 'do_b', 'do_c'].filter((name) => data.flag(name, 'task') === '1');
	};
	it('are marked by addtask, several from 5.1 on', () => {
		expect(tasks('addtask a')).toEqual(['do_a']);
		expect(tasks('addtask do_a do_b after c before d # why')).toEqual(['do_a', 'do_b']);
		expect(tasks('addtask do_a do_b after c', 'scarthgap')).toEqual(['do_a']);
	});
	it('are no more after deltask, several from 3.2 on', () => {
		const text = 'X = "do_b"\naddtask a\naddtask b\naddtask c\ndeltask a ${X}';
		expect(tasks(text)).toEqual(['do_c']);
		expect(tasks(text, 'dunfell')).toEqual(['do_b', 'do_c']);
	});
});
