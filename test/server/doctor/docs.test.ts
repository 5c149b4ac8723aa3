import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CHECKS } from '../../../server/src/doctor/checks/index';

it('has every check in its documentation, in the order of the report', () => {
	const text = readFileSync('docs/doctor.md', 'utf8');
	const rows = text.slice(text.indexOf('| id |'), text.indexOf('All checks run at once'));
	const ids = [...rows.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, id]) => id);
	expect(ids).toEqual(CHECKS.map(({ id }) => id));
});
