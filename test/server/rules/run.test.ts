import { describe, expect, it } from 'vitest';
import { LAYERS, lintBuild } from '../../support/configuration';

/** A warning, and an error. */
const MISSPELT = 'BB_HASHSERVE_UPSTREM = "cache.lan:8686"\n';
const UNKNOWN = 'BB_SIGNATURE_HANDLER = "OEBasicHsh"\n';

const reported = (text: string, files: Readonly<Record<string, string>>): string[] =>
	lintBuild(text, { files: { ...LAYERS, ...files } }).map(({ file, code }) => `${file} ${code}`);

describe('what is reported of included files', () => {
	it('is everything in those beside the file', () => {
		const own = '/build/conf/own.inc';
		expect(reported('require own.inc\n', { [own]: MISSPELT + UNKNOWN })).toEqual([
			`${own} misspelt-variable`,
			`${own} unknown-signature-handler`,
		]);
	});

	it('is what stops or spoils the build in those of a layer, whose style is its own', () => {
		const other = '/src/meta/conf/other.inc';
		expect(reported('require conf/other.inc\n', { [other]: MISSPELT + UNKNOWN })).toEqual([
			`${other} unknown-signature-handler`,
		]);
	});

	it('is nothing where the file does not lead to them', () => {
		const site = '/build/conf/site.conf';
		expect(reported('', { [site]: MISSPELT })).toEqual([]);
	});
});
