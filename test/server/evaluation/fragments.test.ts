import { describe, expect, it } from 'vitest';
import { evaluateText, FILE } from '../../support/evaluate';

const LAYERS = {
	'/core/conf/fragments/net/mirror.conf': 'A = "from the fragment"\nSUMMARY = "A mirror"\n',
	'/layer/conf/bitbake.conf':
		'BBLAYERS = "/core"\nBBFILE_PATTERN_core = "^/core/"\nFLAGGED = "SUMMARY"\nBUILTIN = "machine:MACHINE"\naddfragments conf/fragments FRAGMENTS FLAGGED BUILTIN\n',
};
const withFragments = (text: string) =>
	evaluateText(`${text}require conf/bitbake.conf\n`, { files: LAYERS, tolerant: true });
const problemsOf = (text: string) =>
	withFragments(text).problems.map(({ code, file, line, span }) => [
		code,
		file,
		line,
		text.slice(span.start, span.end),
	]);

describe('fragments', () => {
	it('are read by name, and their descriptions kept apart', () => {
		const { data, problems } = withFragments('FRAGMENTS = "core/net/mirror"\n');
		expect(problems).toEqual([]);
		expect(data.get('A')?.value).toBe('from the fragment');
		expect(data.get('SUMMARY')).toBe(undefined);
		expect(data.flag('SUMMARY', 'core/net/mirror')).toBe('A mirror');
	});
	it('set a variable where they are built in', () => {
		const { data } = withFragments('FRAGMENTS += "machine/qemuarm"\n');
		expect([data.get('MACHINE')?.value, data.origin('MACHINE')?.file]).toEqual(['qemuarm', FILE]);
	});
	it('are missed where they are named, not where a layer reads them', () => {
		const text = 'FRAGMENTS = "core/net/mirror"\nFRAGMENTS += "core/gone gone"\n';
		expect(problemsOf(text)).toEqual([
			['missing-fragment', FILE, 2, 'core/gone'],
			['missing-fragment', FILE, 2, 'gone'],
		]);
		expect(problemsOf('MACHINE = "a"\nFRAGMENTS = "machine/b"\n')).toEqual([
			['missing-fragment', FILE, 2, 'machine/b'],
		]);
	});
	it('are missed where they are read, if they come out of a reference', () => {
		const [problem] = problemsOf('NAME = "gone"\nFRAGMENTS = "core/${NAME}"\n');
		expect(problem?.slice(0, 3)).toEqual(['missing-fragment', '/layer/conf/bitbake.conf', 5]);
	});
});
