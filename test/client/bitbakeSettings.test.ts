import { describe, expect, it } from 'vitest';
import { buildFoldersOf } from '../../client/src/bitbakeSettings';

const environment = { BUILDS: '/srv/builds' };
const folders = (bitbake: unknown) => buildFoldersOf(bitbake, '/w', environment);

describe('the build directories of the BitBake extension', () => {
	it.each([
		['build', '/w/build'],
		['/elsewhere/build', '/elsewhere/build'],
		['${workspaceFolder}/../build', '/w/../build'],
		['${env:BUILDS}/qemu', '/srv/builds/qemu'],
	])('%s is %s', (pathToBuildFolder, expected) => {
		expect(folders({ pathToBuildFolder })).toEqual([expected]);
	});

	it('are those of its configurations, too, each once', () => {
		const settings = {
			pathToBuildFolder: 'build',
			buildConfigurations: [
				{ name: 'a', pathToBuildFolder: 'build-a' },
				{ pathToBuildFolder: 'build' },
				{ name: 'without one' },
			],
		};
		expect(folders(settings)).toEqual(['/w/build', '/w/build-a']);
	});

	it.each([
		['an unknown variable', { pathToBuildFolder: '${env:NONE}/build' }],
		['a variable of another kind', { pathToBuildFolder: '${command:pick}' }],
		['nothing', { pathToBuildFolder: '' }],
		['something else', { pathToBuildFolder: 7, buildConfigurations: 'x' }],
		['no settings', undefined],
		['settings of another form', 'build'],
	])('are none for %s', (_, bitbake) => {
		expect(folders(bitbake)).toEqual([]);
	});
});
