import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../../server/src/features/meaning';
import { viewOf } from '../../support/view';

function summary(mirrors: string): string | undefined {
	return summaryOf(viewOf(`SSTATE_MIRRORS = "${mirrors}"\n`).view.build, 'SSTATE_MIRRORS');
}

describe('mirrors in few words', () => {
	it('are the places where they look, each once and without a login', () => {
		expect(
			summary(
				'file://.* http://me:secret@cache.example.com/a/PATH file://.* http://cache.example.com/b/PATH',
			),
		).toBe('cache.example.com');
		expect(summary('file://.* http://a.lan/PATH file://.* file:///srv/PATH')).toBe(
			'a.lan, a local folder',
		);
	});

	it.each(['', 'file://.*', '${@mirrors(d)}'])('are not told for "%s"', (mirrors) => {
		expect(summary(mirrors)).toBeUndefined();
	});

	it('stand for mirrors alone', () => {
		const { build } = viewOf('SSTATE_DIR = "/srv/sstate"\n').view;
		expect(summaryOf(build, 'SSTATE_DIR')).toBeUndefined();
	});
});
