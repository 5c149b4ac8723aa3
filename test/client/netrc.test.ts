import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withLogin } from '../../client/src/connect/netrc';
import { parseNetrc } from '../../server/src/cli/netrc';

const LOGIN = { machine: 'build1:8686', username: 'ci', password: 'secret' };
const LINE = 'machine build1:8686 login ci password secret\n';

describe('a login in .netrc', () => {
	it('comes first, and leaves the rest alone', () => {
		expect(withLogin('', LOGIN)).toBe(LINE);
		const text = '# mine\nmachine a login b password c\ndefault login d password e';
		expect(withLogin(text, LOGIN)).toBe(LINE + text);
	});

	it('takes the place of an old one', () => {
		const text = `machine a login b password c # why
machine build1:8686
	login old
	password "two words"
# after
machine d login e password f machine build1:8686 password twice
default login g password h
`;
		expect(withLogin(text, LOGIN)).toBe(`machine a login b password c # why
${LINE}# after
machine d login e password f${' '}
default login g password h
`);
	});

	it('does not take a password or a macro for an entry', () => {
		const text = `machine a login machine password build1:8686
macdef init
machine build1:8686 login x

`;
		expect(withLogin(text, LOGIN)).toBe(LINE + text);
	});

	it('is what readers find afterwards, beside all that was there', () => {
		const name = fc.stringMatching(/^[a-z][a-z0-9.:]{0,8}$/);
		const secret = fc.string({ minLength: 1 }).filter((text) => !/[\r\n\0]/.test(text));
		const entry = fc.tuple(
			name,
			name,
			secret.filter((text) => text.trim() === text),
		);
		const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
		const file = fc
			.array(entry)
			.map((entries) =>
				entries
					.map(
						([machine, login, pass]) =>
							`machine ${machine} login ${login} password ${quoted(pass)}\n`,
					)
					.join(''),
			);
		fc.assert(
			fc.property(file, name, secret, (text, machine, password) => {
				const expected = new Map(parseNetrc(text));
				expected.set(machine, { username: 'ci', token: password });
				const after = withLogin(text, { machine, username: 'ci', password });
				expect(new Map(parseNetrc(after))).toEqual(expected);
				expect(withLogin(after, { machine, username: 'ci', password })).toBe(after);
			}),
		);
	});
});
