import * as l10n from '@vscode/l10n';
import { basename } from '../evaluation/path';
import type { ParsedFile } from '../syntax/parse';
import type { Statement } from '../syntax/statement';
import { type Fix, lineEndOf } from '../text/edit';
import type { Rule } from './rule';
import { endOfSettings } from './setVariable';

/** BitBake reads such lines like any other, people do not. */
export const setAfterConfVersion: Rule = {
	code: 'set-after-conf-version',
	severity: 'hint',
	summary: 'Settings stand below CONF_VERSION, where local.conf ends by custom.',
	*check({ files }) {
		for (const file of files.values()) {
			if (basename(file.path) !== 'local.conf') continue;
			const versions = file.statements.filter(isVersion);
			const version = versions.at(-1);
			if (!version) continue;
			const below = file.statements.slice(file.statements.indexOf(version) + 1);
			const [first] = below;
			// Tools such as kas put the file together from parts, of which any may hold the line.
			if (!first || below.length > file.statements.length / 2) continue;
			yield {
				file: file.path,
				span: 'nameSpan' in first ? first.nameSpan : first.span,
				line: first.line,
				message:
					below.length === 1
						? l10n.t(
								'CONF_VERSION is the last line of local.conf by custom, and a setting stands below it. BitBake reads them all the same, but they are easily overlooked. Move them above it.',
							)
						: l10n.t`CONF_VERSION is the last line of local.conf by custom, and ${below.length} settings stand below it. BitBake reads them all the same, but they are easily overlooked. Move them above it.`,
				...(versions.length === 1 ? { fixes: [moveUp(file, version)] } : {}),
			};
		}
	},
};

function isVersion(statement: Statement): boolean {
	return statement.kind === 'assignment' && statement.name === 'CONF_VERSION';
}

function moveUp(file: ParsedFile, version: Statement): Fix {
	const { text, index } = file;
	const cut = index.startOf(version.line);
	const lineEnd = lineEndOf(text);
	const moved = text.slice(cut).replace(/^(?:[ \t]*(?:\r\n|\n|\r))+/, '');
	const at = endOfSettings(file);
	return {
		title: l10n.t('Move what is below CONF_VERSION above it'),
		edits: [
			{ span: { start: at, end: at }, newText: /[\r\n]$/.test(moved) ? moved : moved + lineEnd },
			{ span: { start: cut, end: text.length }, newText: '' },
		],
		preferred: true,
	};
}
