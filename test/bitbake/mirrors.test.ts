/** What we say a mirror pair makes of a URL, beside what BitBake's own fetcher makes of it. Needs `BITBAKE_DIR`. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	mapThrough,
	SAMPLE_DOWNLOADS,
	sampleObject,
	TOKENS,
} from '../../server/src/features/mirrors/mapping';
import { BitBake } from './bitbake';

const { BITBAKE_DIR } = process.env;
const PAIRS = 2000;

const part = (...texts: string[]) => fc.constantFrom(...texts);
const path = fc.array(part('files', 'a', ...TOKENS, '', 'b.c'), { maxLength: 3 });
const pattern = fc
	.tuple(
		part('file', 'https?', 'http', 'https', 'git', 'git.*', '.*', 'ftp', 'https?$', ''),
		part('', '.*', 'example.com', 'example.*', '(.*)', 'other'),
		part('', '/.*', '.*', '/files', '/.*/', '/(.*)', '(.*)/sstate', '/zlib.git', '.*/.*'),
	)
	.map(([scheme, host, rest]) => `${scheme}://${host}${rest}`);
const replacement = fc
	.tuple(
		part('http', 'https', 'file', 'git', 'TYPE', 's3'),
		part('m.lan', 'm.lan:80', 'HOST', '', 'user@m.lan', '\\1.lan'),
		path,
		part('', '/', '/\\1'),
		part('', ';downloadfilename=PATH', ';protocol=http', ';name=BASENAME;a=b'),
	)
	.map(([scheme, host, folders, end, parameters]) => {
		const place = folders.map((folder) => `/${folder}`).join('');
		return `${scheme}://${host}${place}${end}${parameters}`;
	});

describe.skipIf(!BITBAKE_DIR)('a pair of a mirror variable', () => {
	it('makes of a URL what BitBake makes of it', () => {
		const { release } = new BitBake(BITBAKE_DIR!);
		const samples = [sampleObject(release), ...SAMPLE_DOWNLOADS];
		const urls = samples.map(({ url }) => url);
		const pairs = fc.sample(fc.tuple(pattern, replacement), { numRuns: PAIRS, seed: 1 });
		const script = join(import.meta.dirname, 'mirrors.py');
		const { stdout, stderr } = spawnSync('python3', [script, BITBAKE_DIR!], {
			input: JSON.stringify({ urls, pairs }),
			encoding: 'utf8',
			env: { ...process.env, LC_ALL: 'en_US.UTF-8' },
			maxBuffer: 1 << 28,
		});
		expect(stderr).toBe('');
		const results = JSON.parse(stdout) as (string | null | { error: string })[][];
		let compared = 0;
		const wrong = samples.flatMap((sample, i) =>
			pairs.flatMap(([find, replace], j) => {
				const real = results[i]![j]!;
				const ours = mapThrough(sample, find, replace);
				// What makes BitBake fail is not shown as anything, and nor is what we cannot tell.
				if (ours.kind === 'unknown') return [];
				compared++;
				// A URL that stays as it is is no other place to look at.
				const mapped = ours.kind === 'mapped' && ours.url !== sample.url ? ours.url : null;
				return mapped === real ? [] : [{ url: sample.url, find, replace, real, mapped }];
			}),
		);
		console.log(`${compared} of ${PAIRS * samples.length} results compared`);
		expect(wrong.slice(0, 10)).toEqual([]);
		expect(compared).toBeGreaterThan((PAIRS * samples.length) / 2);
	});
});
