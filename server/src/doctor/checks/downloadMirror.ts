import { readdir } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import { splitWords } from '../../text/whitespace';
import { parseMirrors } from '../../yocto/mirrors';
import { type Check, skipped } from '../check';
import { askMirrors, judgeMirrors } from '../mirrors';
import type { Patient } from '../patient';

const COUNT = 5;

export const downloadMirror: Check = {
	id: 'download-mirror',
	title: l10n.t('Download mirrors'),
	run: async (patient, signal) => {
		const { variable } = patient;
		const own = ownMirror(patient);
		const { pairs } = parseMirrors(variable('PREMIRRORS')?.value ?? '');
		const urls = [...(own === '' ? [] : [own]), ...pairs.map(({ url }) => url)];
		if (urls.length === 0) {
			return skipped(
				variable('SOURCE_MIRROR_URL')?.value
					? l10n.t('SOURCE_MIRROR_URL does nothing without INHERIT += "own-mirrors".')
					: l10n.t('Neither SOURCE_MIRROR_URL nor PREMIRRORS is set.'),
			);
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
