import * as l10n from '@vscode/l10n';
import type { Check } from '../check';

export const release: Check = {
	id: 'release',
	title: l10n.t('Yocto release'),
	run: ({ build, detected }) => {
		const { release, source, isKnown } = detected;
		const name = `${release.version} ${release.codename}`;
		if (build.missingLayers.length > 0) {
			return {
				status: 'warning',
				summary: l10n.t`${name} (${source}); layers of BBLAYERS are not there: ${build.missingLayers.join(', ')}.`,
				meaning: l10n.t(
					'BitBake stops at a missing layer. If the build runs in a container, the layers are there and what they set cannot be seen from here.',
				),
				fix: l10n.t('Correct conf/bblayers.conf, or run the Doctor where the build runs.'),
			};
		}
		if (isKnown) return { status: 'ok', summary: l10n.t`${name}, known by: ${source}.` };
		return {
			status: 'info',
			summary: l10n.t`${name} is assumed: nothing in the build directory tells the release.`,
			meaning: l10n.t('What differs between releases may be judged wrongly below.'),
			fix: l10n.t('Name it with --release, or in the setting hashEquivalence.release.'),
		};
	},
};
