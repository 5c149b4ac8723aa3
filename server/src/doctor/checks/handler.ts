import * as l10n from '@vscode/l10n';
import { EQUIVALENCE_HANDLER, findHandler, handlersOf } from '../../yocto/signatureHandlers';
import { type Check, skipped } from '../check';

export const handler: Check = {
	id: 'signature-handler',
	title: l10n.t('Signature handler'),
	run: ({ variable, placeOf, build }) => {
		const setting = variable('BB_SIGNATURE_HANDLER');
		if (setting === undefined) {
			return skipped(l10n.t('BB_SIGNATURE_HANDLER is known to BitBake alone.'));
		}
		const { value } = setting;
		const place = placeOf('BB_SIGNATURE_HANDLER');
		const at = place === undefined ? {} : { place };
		if (value === EQUIVALENCE_HANDLER) {
			return { status: 'ok', summary: l10n.t`${value}: hash equivalence is on.`, ...at };
		}
		const fix = l10n.t`Set BB_SIGNATURE_HANDLER = "${EQUIVALENCE_HANDLER}", or drop the line where the distro sets it.`;
		const known = handlersOf(build.release).find(({ name }) => name === value);
		if (known === undefined && build.extraHandlers.includes(value)) {
			return {
				status: 'info',
				summary: l10n.t`${value}, a handler that a layer of this build brings.`,
				meaning: l10n.t('Whether it asks a hash equivalence server, the layer alone can tell.'),
				...at,
			};
		}
		if (value === '' || known === undefined) {
			return {
				status: 'problem',
				summary:
					value === ''
						? l10n.t('No signature handler is set.')
						: l10n.t`There is no handler ${value} in this release.`,
				meaning: l10n.t('BitBake falls back to noop, with which no shared state matches.'),
				fix,
				...at,
			};
		}
		return {
			status: known.isForTests ? 'problem' : 'warning',
			summary: l10n.t`${value}: hash equivalence is off.`,
			meaning: findHandler(value)?.summary ?? l10n.t('No hash equivalence server is asked.'),
			fix,
			...at,
		};
	},
};
