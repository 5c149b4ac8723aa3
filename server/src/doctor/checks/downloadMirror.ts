import { readdir } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import { splitWords } from '../../text/whitespace';
import { parseMirrors } from '../../yocto/mirrors';
import { type Check, skipped } from '../check';
import { askMirrors, judgeMirrors } from '../mirrors';
import { isOn } from '../network';
import type { Patient } from '../patient';

const COUNT = 5;

export const downloadMirror: Check = {
	id: 'download-mirror',
	title: l10n.t('Download mirrors'),
	run: async (patient, signal) => {
		const { variable } = patient;
		const own = ownMirror(patient);
		const { pairs } = parseMirrors(variable('PREMIRRORS')?.value ?? '');
		const general = pairs.filter(({ pattern }) => isGeneral(pattern));
		const urls = [...(own === '' ? [] : [own]), ...general.map(({ url }) => url)];
		if (urls.length === 0) {
			return skipped(
				variable('SOURCE_MIRROR_URL')?.value
					? l10n.t('SOURCE_MIRROR_URL does nothing without INHERIT += "own-mirrors".')
					: pairs.length > 0
						? l10n.t(
								'PREMIRRORS has mirrors for some hosts alone, and SOURCE_MIRROR_URL is not set.',
							)
						: l10n.t('Neither SOURCE_MIRROR_URL nor PREMIRRORS is set.'),
			);
		}
		if (isOn(variable('BB_NO_NETWORK')?.value) && urls.every((url) => /^https?:/.test(url))) {
			return skipped(l10n.t('BB_NO_NETWORK is on, so builds download nothing.'));
		}
		const name = own === '' ? 'PREMIRRORS' : 'SOURCE_MIRROR_URL';
		const objects = await downloads(variable('DL_DIR')?.value ?? '');
		// Downloads are looked up by name, whatever address they came from.
		const mirrors = [...new Set(urls)].map((url) => ({ pattern: 'file://.*', url }));
		const asked = await askMirrors(mirrors, objects, patient, signal);
		return judgeMirrors(asked, patient, name, {
			unreachable: {
				status: 'warning',
				meaning: l10n.t(
					'Each download waits for it in vain and then comes from its origin, if that is still there.',
				),
			},
			lacking: {
				status: 'info',
				meaning: l10n.t('What a mirror lacks is downloaded from where it comes from.'),
				fix: l10n.t(
					'Whoever looks after the mirror can fill it with the files of DL_DIR (BB_GENERATE_MIRROR_TARBALLS = "1" for repositories).',
				),
			},
		});
	},
};

/** SOURCE_MIRROR_URL where a class makes something of it. */
function ownMirror({ variable }: Patient): string {
	const classes = splitWords(variable('INHERIT')?.value ?? '');
	return classes.includes('own-mirrors') ? (variable('SOURCE_MIRROR_URL')?.value ?? '') : '';
}

/**
 * Whether a mirror is for whatever host a download comes from. Those of poky
 * are for two repositories, and of no matter to all other recipes.
 */
function isGeneral(pattern: string): boolean {
	const host = /^[^:]*:\/\/([^/]*)/.exec(pattern)?.[1] ?? '';
	return host === '' || /[*+]/.test(host);
}

/** Names of files that BitBake has downloaded. */
async function downloads(folder: string): Promise<string[]> {
	if (!folder.startsWith('/')) return [];
	try {
		const names = await readdir(folder);
		const all = new Set(names);
		return names
			.filter((name) => name.endsWith('.done'))
			.map((name) => name.slice(0, -'.done'.length))
			.filter((name) => all.has(name))
			.slice(0, COUNT);
	} catch {
		return [];
	}
}
