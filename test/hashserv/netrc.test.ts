import { describe, expect, it } from 'vitest';
import { loginFor, parseNetrc } from '../../server/src/cli/netrc';

const NETRC = `
# a comment
machine wss://hashserv.example.org/ws login ci password t.o_k#en
machine "127.0.0.1:8686"
	login one
	password "two words and \\" more"
machine hashserv.example.org user other account x password "#start"
machine no-password login somebody
macdef init
machine trap login trap password trap

default login anonymous password guest # and so on
machine wss://hashserv.example.org/ws login second password second
`;

describe('.netrc', () => {
	it('is read as Python and others read it', () => {
		expect([...parseNetrc(NETRC)]).toEqual([
			['wss://hashserv.example.org/ws', { username: 'ci', token: 't.o_k#en' }],
			['127.0.0.1:8686', { username: 'one', token: 'two words and " more' }],
			['hashserv.example.org', { username: 'other', token: '#start' }],
			['', { username: 'anonymous', token: 'guest' }],
		]);
	});

	it('ends a macro where the file ends', () => {
		const text = 'machine a login b password c\nmacdef init\nmachine trap login trap password trap';
		expect([...parseNetrc(text).keys()]).toEqual(['a']);
	});

	it('names the login by the whole address, then by the host', () => {
		const netrc = parseNetrc(NETRC);
		const user = (address: string) => loginFor(netrc, address, 'with default')?.username;
		expect(user('wss://hashserv.example.org/ws')).toBe('ci');
		expect(user('wss://hashserv.example.org:443/ws')).toBe('other');
		expect(user('hashserv.example.org:8686')).toBe('other');
		expect(user('127.0.0.1:8686')).toBe('one');
		expect(user('127.0.0.1:8687')).toBe('anonymous');
		expect(user('unix:///run/hash.sock')).toBe('anonymous');
		expect(
			loginFor(parseNetrc('machine [::1]:8686 password x'), '[::1]:8686', 'with default'),
		).toEqual({
			username: '',
			token: 'x',
		});
		expect(loginFor(netrc, '127.0.0.1:8687', 'without default')).toBeNull();
		expect(loginFor(new Map(), 'h:1', 'with default')).toBeNull();
	});
});
