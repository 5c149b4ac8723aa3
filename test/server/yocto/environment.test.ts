import { describe, expect, it } from 'vitest';
import { buildEnvironment } from '../../../server/src/yocto/environment';
import { DEFAULT_RELEASE, findRelease } from '../../../server/src/yocto/releases';

const names = (environment: Record<string, string>, release: string): string[] =>
	Object.keys(buildEnvironment(environment, '/b', findRelease(release) ?? DEFAULT_RELEASE)).sort();

describe('the environment that a build’s configuration sees', () => {
	it('is what BitBake lets through, no other variable', () => {
		const environment = { HOME: '/h', MACHINE: 'm', BB_HASHSERVE: 'auto', TERM: 'xterm' };
		expect(names(environment, 'scarthgap')).toEqual(['BBPATH', 'HOME', 'LC_ALL', 'PWD']);
		expect(names(environment, 'dunfell')).toEqual(['BBPATH', 'HOME', 'LC_ALL', 'PWD', 'TERM']);
	});
	it('holds what is passed through by name, under the release’s own name for that', () => {
		const environment = {
			MACHINE: 'm',
			BB_HASHSERVE: 'auto',
			BB_ENV_PASSTHROUGH_ADDITIONS: 'MACHINE NONE',
			BB_ENV_EXTRAWHITE: 'BB_HASHSERVE',
		};
		expect(names(environment, 'kirkstone')).toEqual([
			...['BBPATH', 'BB_ENV_PASSTHROUGH_ADDITIONS', 'LC_ALL', 'MACHINE', 'PWD'],
		]);
		expect(names(environment, 'honister')).toEqual([
			...['BBPATH', 'BB_ENV_EXTRAWHITE', 'BB_HASHSERVE', 'LC_ALL', 'PWD'],
		]);
	});
	it('can be stated from scratch, or be everything', () => {
		const environment = { HOME: '/h', A: '1', B: '2' };
		const only = { ...environment, BB_ENV_PASSTHROUGH: 'A' };
		expect(names(only, 'scarthgap')).toEqual(['A', 'BB_ENV_PASSTHROUGH']);
		const all = { ...environment, BB_PRESERVE_ENV: '1' };
		expect(names(all, 'scarthgap')).toEqual([
			...['A', 'B', 'BBPATH', 'BB_PRESERVE_ENV', 'HOME', 'LC_ALL', 'PWD'],
		]);
	});
	it('is that of BitBake in its build directory, and what BitBake exports is marked', () => {
		const environment = { PWD: '/elsewhere', BBPATH: '/other', LC_ALL: 'C', HOME: '/h', A: '1' };
		const additions = { ...environment, BB_ENV_PASSTHROUGH_ADDITIONS: 'A' };
		expect(buildEnvironment(additions, '/b', DEFAULT_RELEASE)).toMatchObject({
			PWD: { value: '/b', isExported: true },
			BBPATH: { value: '/b', isExported: false },
			LC_ALL: { value: 'en_US.UTF-8', isExported: true },
			HOME: { value: '/h', isExported: true },
			A: { value: '1', isExported: false },
		});
	});
});
