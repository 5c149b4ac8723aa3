import { isFrom } from '../../yocto/releases';
import { type Check, skipped } from '../check';
import { look, upstreamOf } from '../servers';

export const upstream: Check = {
	id: 'upstream',
	title: 'Upstream server',
	run: async (patient) => {
		const found = upstreamOf(patient);
		if (found === undefined) {
			const ignored = patient.variable('BB_HASHSERVE_UPSTREAM')?.value;
			return skipped(
				ignored
					? 'BB_HASHSERVE_UPSTREAM is read only where BB_HASHSERVE is "auto".'
					: 'BB_HASHSERVE_UPSTREAM is not set.',
			);
		}
		if (found.kind === 'unknown') return skipped(found.reason);
		const place = patient.placeOf('BB_HASHSERVE_UPSTREAM');
		const trouble = {
			status: 'warning' as const,
			meaning: isFrom(patient.build.release, '5.0')
				? 'BitBake warns and goes on without it: only what this build directory has learnt is known.'
				: 'BitBake of this release keeps it all the same, and look-ups fail or wait.',
			fix: 'Correct the address, or see whether a firewall or a VPN is in between.',
			...(place ? { place } : {}),
		};
		if (found.kind !== 'address') {
			return { ...trouble, summary: found.kind === 'auto' ? 'It cannot be "auto".' : found.reason };
		}
		const { text, address } = found.target;
		const probed = await look(address, patient.timeoutMs);
		switch (probed.kind) {
			case 'hash-server':
				return { status: 'ok', summary: `${text} answers.` };
			case 'nobody':
				return { ...trouble, summary: `Nobody listens at ${text}.` };
			case 'other':
				return {
					...trouble,
					summary: `What listens at ${text} is no hash equivalence server, or does not answer: ${probed.reason}.`,
				};
		}
	},
};
