import * as l10n from '@vscode/l10n';
import { type MirrorPair, parseMirrors } from '../../yocto/mirrors';
import { type Check, type Diagnosis, skipped } from '../check';
import { askMirrors, judgeMirrors } from '../mirrors';
import { baseOf } from '../mirrorUrl';
import { banOf, isOn } from '../network';
import { sampleObjects } from '../objects';
import type { Patient } from '../patient';

/** Objects to ask for: a handful tells. */
const COUNT = 5;

export const sstateMirror: Check = {
	id: 'sstate-mirror',
	title: l10n.t('Shared state mirrors'),
	run: async (patient, signal) => {
		const setting = patient.variable('SSTATE_MIRRORS');
		if (setting === undefined) return skipped(l10n.t('SSTATE_MIRRORS is known to BitBake alone.'));
		if (setting.value === '') return skipped(l10n.t('SSTATE_MIRRORS is not set.'));
		const { pairs } = parseMirrors(setting.value);
		const banned = bannedFrom(pairs, patient);
		if (banned) return banned;
		const folder = patient.variable('SSTATE_DIR')?.value ?? '';
		const objects = folder.startsWith('/') ? await sampleObjects(folder, COUNT) : [];
		const fetched = objects.some(({ isFetched }) => isFetched);
		const asked = await askMirrors(
			pairs,
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

/** That the configuration keeps builds from a mirror, whatever it holds. */
function bannedFrom(pairs: readonly MirrorPair[], patient: Patient): Diagnosis | undefined {
	const { variable, placeOf } = patient;
	const bans = pairs.flatMap(({ url }) => {
		const base = baseOf(url);
		if (base?.kind !== 'http' || !URL.canParse(base.url)) return [];
		return { url, ban: banOf(new URL(base.url), patient) };
	});
	const banned = bans.filter(
		({ ban }) =>
			ban === 'BB_ALLOWED_NETWORKS' ||
			(ban === 'BB_NO_NETWORK' && !isOn(variable('SSTATE_MIRROR_ALLOW_NETWORK')?.value)),
	);
	const ban = banned[0]?.ban;
	if (ban === undefined) return undefined;
	const place = placeOf(ban);
	return {
		status: banned.length === pairs.length ? 'problem' : 'warning',
		details: banned.map(({ url }) => url),
		...(place ? { place } : {}),
		...(ban === 'BB_NO_NETWORK'
			? {
					summary: l10n.t(
						'BB_NO_NETWORK keeps builds from fetching shared state from its mirrors.',
					),
					meaning: l10n.t(
						'BitBake still sees what the mirrors hold and counts it as found, but every fetch fails, and the task runs instead.',
					),
					fix: l10n.t(
						'Set SSTATE_MIRROR_ALLOW_NETWORK = "1", which lets shared state alone through, or drop BB_NO_NETWORK.',
					),
				}
			: {
					summary: l10n.t('BB_ALLOWED_NETWORKS does not name the host of a mirror.'),
					meaning: l10n.t('BitBake skips the mirror without a message and finds nothing there.'),
					fix: l10n.t('Add the mirror’s host to BB_ALLOWED_NETWORKS.'),
				}),
	};
}
