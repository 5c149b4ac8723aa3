import * as l10n from '@vscode/l10n';
import { effectiveValue } from '../../features/effectiveValue';
import type { Check } from '../check';

/** What decides about shared state, in the order in which it is told. */
const NAMES = [
	'BB_HASHSERVE',
	'BB_HASHSERVE_UPSTREAM',
	'BB_SIGNATURE_HANDLER',
	'SSTATE_DIR',
	'SSTATE_MIRRORS',
	'DL_DIR',
	'PREMIRRORS',
	'SOURCE_MIRROR_URL',
	'PERSISTENT_DIR',
	'BB_HASHSERVE_DB_DIR',
	'TMPDIR',
	'MACHINE',
	'DISTRO',
];

export const settings: Check = {
	id: 'settings',
	title: l10n.t('Effective settings'),
	run: ({ build, directory, placeOf }) => {
		const values = NAMES.map((name) => effectiveValue(build, name));
		const unknown = values.filter(({ isStatic }) => !isStatic).map(({ name }) => name);
		const details = values.map(({ name, value, isStatic, origin, error }) => {
			if (error !== undefined) return l10n.t`${name} cannot be expanded: ${error}`;
			if (value === null) return l10n.t`${name} is not set`;
			const place = placeOf(name);
			const from = place
				? `${place.file.replace(`${directory}/`, '')}:${place.line}`
				: (origin?.label ?? 'default');
			const text = value.replace(/\s+/g, ' ').trim();
			const line = `${name} = "${text}" (${from})`;
			return isStatic ? line : l10n.t`${line} holds Python`;
		});
		if (!build.isComplete) {
			return {
				status: 'info',
				summary: l10n.t(
					'The layers were not found, so these are the files in conf/ with poky’s defaults behind them.',
				),
				meaning: l10n.t('What a distro or a layer sets is not seen here.'),
				details,
			};
		}
		return unknown.length === 0
			? {
					status: 'ok',
					summary: l10n.t('All values are known, with where each comes from.'),
					details,
				}
			: {
					status: 'info',
					summary: l10n.t`Only BitBake can tell ${unknown.join(', ')}: the value holds Python.`,
					meaning: l10n.t('What depends on it is not checked below.'),
					details,
				};
	},
};
