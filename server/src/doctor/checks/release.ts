import type { Check } from '../check';

export const release: Check = {
	id: 'release',
	title: 'Yocto release',
	run: ({ build, detected }) => {
		const { release, source, isKnown } = detected;
		const name = `${release.version} ${release.codename}`;
		if (build.missingLayers.length > 0) {
			return {
				status: 'warning',
				summary: `${name} (${source}); layers of BBLAYERS are not there: ${build.missingLayers.join(', ')}.`,
				meaning:
					'BitBake stops at a missing layer. If the build runs in a container, the layers are there and what they set cannot be seen from here.',
				fix: 'Correct conf/bblayers.conf, or run the Doctor where the build runs.',
			};
		}
		if (isKnown) return { status: 'ok', summary: `${name}, known by: ${source}.` };
		return {
			status: 'info',
			summary: `${name} is assumed: nothing in the build directory tells the release.`,
			meaning: 'What differs between releases may be judged wrongly below.',
			fix: 'Name it with --release, or in the setting hashEquivalence.release.',
		};
	},
};
