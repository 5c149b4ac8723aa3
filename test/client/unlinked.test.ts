import { expect, it } from 'vitest';
import { unlinked } from '../../client/src/unlinked';

/** What VS Code takes for links in notifications. */
const LINKS = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)\3)?\)/i;

it.each([
	'[Fix it](command:workbench.action.terminal.new)',
	'/srv/[build](file:///etc/passwd)/conf',
	'the server says: [x](https://example.org "title") [y](command:z)',
])('leaves no link in %s, which looks as before', (text) => {
	expect(text).toMatch(LINKS);
	expect(unlinked(text)).not.toMatch(LINKS);
	expect(unlinked(text).replaceAll('\u200B', '')).toBe(text);
});

it('leaves other texts alone', () => {
	const text = 'The port [::1]:8686 is taken (by another program).';
	expect(unlinked(text)).toBe(text);
});
