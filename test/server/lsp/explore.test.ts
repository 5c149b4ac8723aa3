import { describe, expect, it } from 'vitest';
import { connectClient } from '../../../server/src/hashserv/client';
import { parseAddress } from '../../../server/src/hashserv/transport/address';
import { GET_METRICS } from '../../../server/src/shared/dashboard';
import { SEARCH_CLASSES } from '../../../server/src/shared/explore';
import { START_SERVER, STOP_SERVER } from '../../../server/src/shared/messages';
import type { Request } from '../../../server/src/shared/protocol';
import { useEditors, workspace } from './support';

const getEditor = useEditors();
const REPORT = {
	method: 'oe.sstatesig.OEOuthashBasic',
	taskhash: 'a'.repeat(64),
	outhash: 'b'.repeat(64),
	unihash: 'a'.repeat(64),
	PN: 'busybox',
};
const SEARCH = { text: 'busybox', field: 'recipe' } as const;

describe('the dashboard and the view of equivalences', () => {
	it('are answered while the hash server runs, and told so when it does not', async () => {
		const editor = getEditor();
		await editor.start(workspace(''));
		const ask = <P, R>({ method }: Request<P, R>, params: P): Promise<R> =>
			editor.connection.sendRequest(method, params);
		const state = await ask(START_SERVER, { address: '127.0.0.1:0' });
		const { address } = state as { address: string };
		const client = await connectClient(parseAddress(address));
		await client.request('report', REPORT);
		client.close();
		expect(await ask(GET_METRICS, {})).toMatchObject({
			kind: 'own',
			address,
			metrics: { stats: { reports: 1 } },
		});
		const { PN, method, unihash } = REPORT;
		expect(await ask(SEARCH_CLASSES, SEARCH)).toMatchObject({ classes: [{ PN, method, unihash }] });
		await editor.connection.sendRequest(STOP_SERVER.method);
		expect(await ask(GET_METRICS, {})).toEqual({ kind: 'none', state: { kind: 'stopped' } });
		await expect(ask(SEARCH_CLASSES, SEARCH)).rejects.toThrow(/^No hash server is running/);
	});

	it('contact no server in a workspace that is not trusted', async () => {
		const editor = getEditor();
		await editor.start(workspace(''), { trusted: false });
		const address = '127.0.0.1:1';
		const reason = expect.stringMatching(/^The workspace is not trusted/);
		expect(await editor.connection.sendRequest(GET_METRICS.method, { address })).toEqual({
			kind: 'unreachable',
			address,
			reason,
		});
		await expect(
			editor.connection.sendRequest(SEARCH_CLASSES.method, { ...SEARCH, address }),
		).rejects.toThrow(/^The workspace is not trusted/);
	});
});
