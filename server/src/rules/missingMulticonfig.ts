import * as l10n from '@vscode/l10n';
import { splitWords } from '../text/whitespace';
import { effective } from './effective';
import { placeOfWord } from './mirrorMembers';
import type { Rule } from './rule';

/** OE-Core's bitbake.conf requires the file of each, so all builds of the build directory stop for one. */
export const missingMulticonfig: Rule = {
	code: 'missing-multiconfig',
	severity: 'error',
	summary: 'BBMULTICONFIG names a multiconfig without its file.',
	*check(context) {
		const { host, isComplete, hasAllLayers } = context;
		const path = effective(context, 'BBPATH')?.value;
		const names = effective(context, 'BBMULTICONFIG')?.value;
		if (!host || !isComplete || !hasAllLayers || !path || !names) return;
		const folders = path.split(':').filter((folder) => folder.startsWith('/'));
		for (const name of new Set(splitWords(names))) {
			const file = `conf/multiconfig/${name}.conf`;
			if (folders.some((folder) => host.exists(`${folder}/${file}`))) continue;
			const place = placeOfWord(context, 'BBMULTICONFIG', name);
			if (!place) continue;
			yield {
				file: place.file.path,
				span: place.span,
				line: place.line,
				message: l10n.t`Neither the build directory nor a layer has ${file}, so BitBake stops before any build. Make that file, correct the name, or take it out of BBMULTICONFIG.`,
			};
		}
	},
};
