import { EQUIVALENCE_HANDLER, findHandler, handlersOf } from '../../yocto/signatureHandlers';
import { type Check, skipped } from '../check';

export const handler: Check = {
	id: 'signature-handler',
	title: 'Signature handler',
	run: ({ variable, placeOf, build, extraHandlers }) => {
		const setting = variable('BB_SIGNATURE_HANDLER');
		if (setting === undefined) {
			return skipped('BB_SIGNATURE_HANDLER is known to BitBake alone.');
		}
		const { value } = setting;
		const place = placeOf('BB_SIGNATURE_HANDLER');
		const at = place === undefined ? {} : { place };
		if (value === EQUIVALENCE_HANDLER) {
			return { status: 'ok', summary: `${value}: hash equivalence is on.`, ...at };
		}
		const fix = `Set BB_SIGNATURE_HANDLER = "${EQUIVALENCE_HANDLER}", or drop the line where the distro sets it.`;
		const known = handlersOf(build.release).find(({ name }) => name === value);
		if (known === undefined && extraHandlers.includes(value)) {
			return {
				status: 'info',
				summary: `${value}, a handler that a layer of this build brings.`,
				meaning: 'Whether it asks a hash equivalence server, the layer alone can tell.',
				...at,
			};
		}
		if (value === '' || known === undefined) {
			return {
				status: 'problem',
				summary:
					value === ''
						? 'No signature handler is set.'
						: `There is no handler ${value} in this release.`,
				meaning: 'BitBake falls back to noop, with which no shared state matches.',
				fix,
				...at,
			};
		}
		return {
			status: known.isForTests ? 'problem' : 'warning',
			summary: `${value}: hash equivalence is off.`,
			meaning: findHandler(value)?.summary ?? 'No hash equivalence server is asked.',
			fix,
			...at,
		};
	},
};
