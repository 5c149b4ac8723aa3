import * as l10n from '@vscode/l10n';
import { parseMirrors } from '../../yocto/mirrors';
import { type Check, skipped } from '../check';
import { askMirrors, judgeMirrors } from '../mirrors';
import { sampleObjects } from '../objects';

/** Objects to ask for: a handful tells. */
const COUNT = 5;

export const sstateMirror: Check = {
	id: 'sstate-mirror',
	title: l10n.t('Shared state mirrors'),
	run: async (patient, signal) => {
		const setting = patient.variable('SSTATE_MIRRORS');
		if (setting === undefined) return skipped(l10n.t('SSTATE_MIRRORS is known to BitBake alone.'));
		if (setting.value === '') return skipped(l10n.t('SSTATE_MIRRORS is not set.'));
		const folder = patient.variable('SSTATE_DIR')?.value ?? '';
		const objects = folder.startsWith('/') ? await sampleObjects(folder, COUNT) : [];
		const fetched = objects.some(({ isFetched }) => isFetched);
		const asked = await askMirrors(
			parseMirrors(setting.value).pairs,
			objects.map(({ path }) => path),
			patient,
			signal,
		);
		return judgeMirrors(asked, patient, 'SSTATE_MIRRORS', {
			unreachable: {
				status: 'problem',
				meaning: l10n.t(
					'Each build waits for it in vain and builds everything that SSTATE_DIR lacks.',
				),
			},
			lacking: {
				status: fetched ? 'warning' : 'info',
				meaning: fetched
					? l10n.t(
							'These came from a mirror once, so it was emptied or another one is asked now. What it lacks is built again.',
						)
					: l10n.t(
							'These were built here, and perhaps nowhere else: then a mirror need not have them. If others build the same, it is another configuration than theirs.',
						),
				fix: l10n.t(
					'Compare SSTATE_MIRRORS, the release and BB_HASHSERVE with those of the build that fills the mirror.',
				),
			},
		});
	},
};
