/** Each row is what Python's urllib does with the variables, as BitBake uses it. */
import { expect, it } from 'vitest';
import { proxyFor } from '../../../server/src/hashserv/transport/proxy-for';

it.each<[string, Record<string, string>, string | undefined]>([
	['http://a.b', {}, undefined],
	['http://a.b', { http_proxy: 'http://p:1' }, 'p:1'],
	['http://a.b', { HTTP_PROXY: 'p:1' }, 'p:1'],
	['http://a.b', { HTTP_PROXY: 'p:1', http_proxy: 'q:2' }, 'q:2'],
	['http://a.b', { http_proxy: 'socks5://p:1' }, 'p:1'],
	['http://a.b', { https_proxy: 'p:1', all_proxy: 'p:1' }, undefined],
	['https://a.b', { https_proxy: 'p:1' }, 'p:1'],
	['https://a.b', { http_proxy: 'p:1' }, undefined],
	['http://a.b', { http_proxy: 'p:1', no_proxy: 'b' }, undefined],
	['http://a.b', { http_proxy: 'p:1', no_proxy: 'x, .b' }, undefined],
	['http://ab', { http_proxy: 'p:1', no_proxy: 'b' }, 'p:1'],
	['http://a.b:80', { http_proxy: 'p:1', NO_PROXY: '*' }, undefined],
	['http://a.b:8080', { http_proxy: 'p:1', no_proxy: 'a.b:8080' }, undefined],
	['http://a.b:8081', { http_proxy: 'p:1', no_proxy: 'a.b:8080' }, 'p:1'],
])('%s with %j goes through %s', (url, variables, host) => {
	expect(proxyFor(new URL(url), (name) => variables[name])?.host).toBe(host);
});
