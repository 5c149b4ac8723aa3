import { EQUIVALENCE_HANDLER } from '../../yocto/signatureHandlers';
import { type Check, type Diagnosis, skipped } from '../check';
import type { Patient } from '../patient';
import { protocolOf } from '../protocol';
import { look, serverOf } from '../servers';

export const server: Check = {
	id: 'server',
	title: 'Hash equivalence server',
	run: async (patient) => {
		const found = serverOf(patient);
		switch (found.kind) {
			case 'unknown':
				return skipped(found.reason);
			case 'none':
				return none(patient, found.reason);
			case 'invalid':
				return { ...unusable(patient), summary: found.reason };
			case 'auto':
				return auto(found.path, patient.timeoutMs);
			case 'address':
				break;
		}
		const { text, address } = found.target;
		const probed = await look(address, patient.timeoutMs);
		if (probed.kind === 'hash-server') {
			return {
				status: 'ok',
				summary: `${text} answers. ${await protocolOf(address, patient.timeoutMs)}`,
			};
		}
		return {
			...unusable(patient),
			summary:
				probed.kind === 'nobody'
					? `Nobody listens at ${text}.`
					: `What listens at ${text} is no hash equivalence server, or does not answer: ${probed.reason}.`,
		};
	},
};

function none({ variable, placeOf }: Patient, reason: string): Diagnosis {
	const place = placeOf('BB_SIGNATURE_HANDLER');
	if (variable('BB_SIGNATURE_HANDLER')?.value !== EQUIVALENCE_HANDLER) return skipped(reason);
	return {
		status: 'problem',
		summary: reason,
		meaning: `BitBake stops: ${EQUIVALENCE_HANDLER} requires BB_HASHSERVE to be set.`,
		fix: 'Set BB_HASHSERVE = "auto", or the address of your team’s server.',
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
				? 'BitBake’s own server for this build directory runs and answers (BB_HASHSERVE is "auto").'
				: 'BitBake starts a server of its own for each build (BB_HASHSERVE is "auto").',
	};
}

function unusable({ placeOf }: Patient): Omit<Diagnosis, 'summary'> {
	const place = placeOf('BB_HASHSERVE');
	return {
		status: 'problem',
		meaning:
			'Tasks cannot be looked up: the build fails, or goes on without equivalences and misses shared state.',
		fix: 'Start the server, or correct BB_HASHSERVE. A firewall or a VPN may be in between.',
		...(place ? { place } : {}),
	};
}
