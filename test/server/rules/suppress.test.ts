import { describe, expect, it } from 'vitest';
import { memoryReader } from '../../../server/src/evaluation/reader';
import { check } from '../../../server/src/rules/run';
import { evaluateAlone } from '../../../server/src/yocto/build';
import { DEFAULT_RELEASE } from '../../../server/src/yocto/releases';
import { LOCAL_CONF, lintText } from '../../support/configuration';

const codes = (text: string) => lintText(text).map(({ code }) => code);
const BAD = 'BB_SIGNATURE_HANDLER = " \\\nOEEquivhash"\n';

describe('comments that turn findings off', () => {
	it('work for the statement below, all its lines', () => {
		expect(codes(BAD)).toEqual(['unknown-signature-handler']);
		expect(codes(`# hashequiv-disable-next-line unknown-signature-handler\n${BAD}`)).toEqual([]);
		expect(codes(`# hashequiv-disable-next-line\n${BAD}`)).toEqual([]);
	});
	it('leave other codes and other lines alone', () => {
		expect(codes(`# hashequiv-disable-next-line mirror-unpaired\n${BAD}`)).toHaveLength(1);
		expect(
			codes(`# hashequiv-disable-next-line unknown-signature-handler\nA = "1"\n${BAD}`),
		).toHaveLength(1);
		expect(codes(`# hashequiv-disable-next-lines unknown-signature-handler\n${BAD}`)).toHaveLength(
			1,
		);
	});
	it('work for a line that cannot be parsed', () => {
		expect(codes('# hashequiv-disable-next-line unparsed-line\nwhat is this\n')).toEqual([]);
	});
	it('work for a whole file', () => {
		expect(codes(`${BAD}A = 1\n# hashequiv-disable-file unknown-signature-handler\n`)).toEqual([
			'unparsed-line',
		]);
	});
});

describe('severities', () => {
	it('can be changed, and turned off', () => {
		const severities = (to: 'hint' | 'off') => {
			const reader = memoryReader({ [LOCAL_CONF]: BAD });
			const build = evaluateAlone(LOCAL_CONF, { reader, release: DEFAULT_RELEASE, tolerant: true });
			return check(build, { files: [LOCAL_CONF], severities: { 'unknown-signature-handler': to } });
		};
		expect(severities('hint').map(({ severity }) => severity)).toEqual(['hint']);
		expect(severities('off')).toEqual([]);
	});
});
