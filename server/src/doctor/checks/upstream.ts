import * as l10n from '@vscode/l10n';
import { reach } from '../../hashserv/reach';
import { remedy, withoutUpstream } from '../../rules/upstreamUnreachable';
import { sentences } from '../../text/sentences';
import { describeReachability } from '../../yocto/reachability';
import { isFrom } from '../../yocto/releases';
import { type Check, skipped } from '../check';
import { upstreamOf } from '../servers';

export const upstream: Check = {
	id: 'upstream',
	title: l10n.t('Upstream server'),
	run: async (patient, signal) => {
		const { build, placeOf, timeoutMs, variable } = patient;
		const found = upstreamOf(patient);
		if (found === undefined) {
			const ignored = variable('BB_HASHSERVE_UPSTREAM')?.value;
			return skipped(
				ignored
					? l10n.t(
							'BB_HASHSERVE_UPSTREAM is read only where BB_HASHSERVE is "auto" and hash equivalence is on.',
						)
					: l10n.t('BB_HASHSERVE_UPSTREAM is not set.'),
			);
		}
		if (found.kind === 'unknown') return skipped(found.reason);
		const place = placeOf('BB_HASHSERVE_UPSTREAM');
		const trouble = {
			status: isFrom(build.release, '5.0') ? ('warning' as const) : ('problem' as const),
			meaning: withoutUpstream(build.release),
			...(place ? { place } : {}),
		};
		if (found.kind !== 'address') {
			return {
				...trouble,
				summary:
					found.kind === 'auto' ? l10n.t('An upstream server cannot be "auto".') : found.reason,
				fix: l10n.t('Correct BB_HASHSERVE_UPSTREAM.'),
			};
		}
		const { text } = found.target;
		const result = await reach(text, { timeout: timeoutMs / 2, signal });
		return result.kind === 'answers'
			? { status: 'ok', summary: l10n.t`${text} answers.` }
			: {
					...trouble,
					summary: sentences(
						l10n.t`No hash equivalence server answers at ${text}.`,
						describeReachability(result),
					),
					fix: remedy(result.kind),
				};
	},
};
