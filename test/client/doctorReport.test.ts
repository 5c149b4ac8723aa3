import { describe, expect, it } from 'vitest';
import { reportPage } from '../../client/src/doctor/reportPage';
import type { CheckResult, DoctorReport } from '../../server/src/shared/doctor';

const check = (change: Partial<CheckResult>): CheckResult => ({
	id: 'server',
	title: 'Hash equivalence server',
	status: 'ok',
	summary: 'h:1 answers.',
	durationMs: 3,
	...change,
});
const page = (checks: readonly CheckResult[], unsaved: readonly string[] = []): string => {
	const count = (wanted: string) => checks.filter(({ status }) => status === wanted).length;
	const report: DoctorReport = {
		version: 1,
		tool: 'hashequiv 1',
		buildDirectory: '/w/build',
		time: '2026-01-02T03:04:05.678Z',
		counts: {
			ok: count('ok'),
			info: count('info'),
			warning: count('warning'),
			problem: count('problem'),
			skipped: count('skipped'),
		},
		checks,
	};
	return reportPage({ report, markdown: '# M', buildUri: 'file:///w/build', unsaved });
};
const commandsIn = (html: string) =>
	[...html.matchAll(/href="command:([\w.]+)\?([^"]*)"/g)].map(([, id, args]) => [
		id,
		JSON.parse(decodeURIComponent(args ?? '')),
	]);

describe('the page of a report', () => {
	it('says how the build is, and offers what can be done', () => {
		const html = page([check({})]);
		expect(html).toContain('<h1>Nothing is wrong</h1>');
		expect(commandsIn(html)).toEqual([
			['hashEquivalence.copyDoctorReport', []],
			['hashEquivalence.runDoctor', [{ buildUri: 'file:///w/build' }]],
		]);
	});

	it('tells problems first, with what they mean, what to do and where', () => {
		const html = page([
			check({ title: 'Fine' }),
			check({ title: 'Odd', status: 'warning' }),
			check({
				title: 'Bad',
				status: 'problem',
				meaning: 'It fails.',
				fix: 'Mend it.',
				place: { file: '/w/build/conf/my local.conf', line: 12 },
			}),
		]);
		expect(html).toContain('<h1>1 problem, 1 warning</h1>');
		const order = ['Bad', 'It fails.', 'Mend it.', 'Odd', 'Fine'].map((text) => html.indexOf(text));
		expect(order).toEqual(order.toSorted((a, b) => a - b));
		expect(order).not.toContain(-1);
		expect(commandsIn(html)).toContainEqual([
			'hashEquivalence.openOrigin',
			[{ uri: 'file:///w/build/conf/my%20local.conf', line: 12 }],
		]);
	});

	it('runs nothing that a configuration file says', () => {
		const evil = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'&';
		const html = page(
			[check({ title: evil, summary: evil, details: [evil], meaning: evil })],
			[evil],
		);
		expect(html).not.toContain('<script');
		expect(html).not.toContain('<img');
		expect(html).toContain("default-src 'none'");
	});

	it('names the files that were not saved', () => {
		expect(page([check({})], ['conf/local.conf'])).toContain('Not saved');
		expect(page([check({})])).not.toContain('Not saved');
	});
});
