import * as l10n from '@vscode/l10n';
import type { Connection } from 'vscode-languageserver/node';
import { GET_METRICS, type MetricsParams, type MetricsSample } from '../shared/dashboard';
import { onRequest } from './requests';

/** Looks at hash servers. The composition root hands in the real one. */
export interface Sampler {
	sample(params: MetricsParams): Promise<MetricsSample>;
}

/** Answers the dashboard. */
export function answerDashboard(
	connection: Connection,
	sampler: Sampler,
	isTrusted: () => boolean,
): void {
	onRequest(connection, GET_METRICS, async (params): Promise<MetricsSample> => {
		if (params.address === undefined || isTrusted()) return sampler.sample(params);
		const reason = l10n.t(
			'The workspace is not trusted, so no server is contacted. Trust the workspace first.',
		);
		return { kind: 'unreachable', address: params.address, reason };
	});
}
