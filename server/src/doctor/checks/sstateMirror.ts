import { parseMirrors } from '../../yocto/mirrors';
import { type Check, skipped } from '../check';
import { askMirrors, judgeMirrors } from '../mirrors';
import { sampleObjects } from '../objects';

/** Objects to ask for: a handful tells. */
const COUNT = 5;

export const sstateMirror: Check = {
	id: 'sstate-mirror',
	title: 'Shared state mirrors',
	run: async (patient, signal) => {
		const setting = patient.variable('SSTATE_MIRRORS');
		if (setting === undefined) return skipped('SSTATE_MIRRORS is known to BitBake alone.');
		if (setting.value === '') return skipped('SSTATE_MIRRORS is not set.');
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
				meaning: 'Each build waits for it in vain and builds everything that SSTATE_DIR lacks.',
			},
			lacking: {
				status: fetched ? 'warning' : 'info',
				meaning: fetched
					? 'These came from a mirror once, so it was emptied or another one is asked now. What it lacks is built again.'
					: 'These were built here, and perhaps nowhere else: then a mirror need not have them. If others build the same, it is another configuration than theirs.',
				fix: 'Compare SSTATE_MIRRORS, the release and BB_HASHSERVE with those of the build that fills the mirror.',
			},
		});
	},
};
