import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { masked, maskSecrets } from '../../../server/src/doctor/mask';

const word = fc.stringMatching(/^[A-Za-z0-9._~%+!$*-]{1,12}$/);
/** A password as people paste it into an address, with all that does not belong there. */
const password = fc.stringMatching(/^[A-Za-z][A-Za-z0-9@/:.!$*%+-]{6,20}$/);

describe('a report', () => {
	it('holds no user and no password of an address', () => {
		fc.assert(
			fc.property(
				word,
				password,
				fc.constantFrom('http', 'https', 'ws', 'ftp'),
				(user, secret, scheme) => {
					const text = `PREMIRRORS = "file://.* ${scheme}://${user}:${secret}@host.lan/PATH" failed`;
					const result = maskSecrets(text);
					expect(result).not.toContain(secret);
					expect(result).not.toContain(`//${user}:`);
					expect(result).toContain('@host.lan/PATH');
				},
			),
		);
	});

	it('keeps its words where a secret is too short to be told from them', () => {
		const text = 'The database is there.';
		expect(masked({ text }, ['', 'a', 'base', 'database'])).toEqual({ text: 'The … is there.' });
	});

	it('holds no token of an address or a header', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[A-Za-z0-9+/=_-]{8,30}$/), (secret) => {
				for (const text of [
					`https://h/PATH?sv=1&sig=${secret}`,
					`https://h/PATH;token=${secret};x=1`,
					`s3://h/?X-Amz-Signature=${secret}`,
					`svn://h/;pswd=${secret}`,
					`Authorization: Bearer ${secret}`,
				]) {
					expect(maskSecrets(text)).not.toContain(secret);
				}
			}),
		);
	});

	it('leaves alone what is no secret', () => {
		for (const text of [
			'file://.* http://cache.example.com:8080/sstate/PATH;downloadfilename=PATH',
			'ws://127.0.0.1:8686/ws',
			'BB_HASHSERVE = "auto" (layers/core/conf/distro/poky.conf:11)',
			'http://host:8080/a/b@2x/PATH',
		]) {
			expect(maskSecrets(text)).toBe(text);
		}
	});

	it('holds no secret that is known, wherever it is', () => {
		const secret = 'correct horse';
		const value = { a: [`x ${secret} y`], b: { c: secret, d: 1, e: null } };
		expect(masked(value, [secret])).toEqual({ a: ['x … y'], b: { c: '…', d: 1, e: null } });
	});
});
