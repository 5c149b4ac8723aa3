import * as l10n from '@vscode/l10n';
import { reach } from '../../hashserv/reach';
import { remedy, withoutServer } from '../../rules/upstreamUnreachable';
import { sentences } from '../../text/sentences';
import { describeReachability } from '../../yocto/reachability';
import { EQUIVALENCE_HANDLER } from '../../yocto/signatureHandlers';
import { type Check, type Diagnosis, skipped } from '../check';
import type { Patient } from '../patient';
import { protocolOf } from '../protocol';
import { look, serverOf } from '../servers';

export const server: Check = {
	id: 'server',
	title: l10n.t('Hash equivalence server'),
	run: async (patient, signal) => {
		const found = serverOf(patient);
		switch (found.kind) {
			case 'unknown':
				return skipped(found.reason);
			case 'none':
				return none(patient, found.reason);
			case 'invalid':
				return {
					...placeOf(patient),
					status: 'problem',
					summary: found.reason,
					meaning: l10n.t('BitBake cannot connect to it.'),
					fix: l10n.t('Correct BB_HASHSERVE.'),
				};
			case 'auto':
				return auto(found.path, patient.timeoutMs);
			case 'address':
				break;
		}
		const { text, address } = found.target;
		const result = await reach(text, { timeout: patient.timeoutMs / 2, signal });
		return result.kind === 'answers'
			? {
					status: 'ok',
					summary: sentences(
						l10n.t`${text} answers.`,
						await protocolOf(address, patient.timeoutMs),
					),
				}
			: {
					...placeOf(patient),
					status: 'problem',
					summary: sentences(
						l10n.t`No hash equivalence server answers at ${text}.`,
						describeReachability(result),
					),
					meaning: withoutServer(patient.build.release, result.kind),
					fix: remedy(result.kind),
				};
	},
};

function none({ variable, placeOf }: Patient, reason: string): Diagnosis {
	if (variable('BB_SIGNATURE_HANDLER')?.value !== EQUIVALENCE_HANDLER) return skipped(reason);
	const place = placeOf('BB_SIGNATURE_HANDLER');
	return {
		status: 'problem',
		summary: reason,
		meaning: l10n.t`BitBake stops: ${EQUIVALENCE_HANDLER} requires BB_HASHSERVE to be set.`,
		fix: l10n.t('Set BB_HASHSERVE = "auto", or the address of your team’s server.'),
		...(place ? { place } : {}),
	};
}

/** Without a build nobody has to listen there. */
async function auto(path: string, timeoutMs: number): Promise<Diagnosis> {
	const { kind } = await look({ kind: 'unix', path }, timeoutMs);
	return {
		status: 'ok',
		summary:
			kind === 'hash-server'
				? l10n.t(
						'BitBake’s own server for this build directory runs and answers (BB_HASHSERVE is "auto").',
					)
				: l10n.t('BitBake starts a server of its own for each build (BB_HASHSERVE is "auto").'),
	};
}

function placeOf(patient: Patient): Pick<Diagnosis, 'place'> {
	const place = patient.placeOf('BB_HASHSERVE');
	return place ? { place } : {};
}
