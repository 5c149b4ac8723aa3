import * as l10n from '@vscode/l10n';
import { sentences } from '../text/sentences';
import { describeRelease } from '../yocto/releases';
import { findRenamed, type RenamedVariable } from '../yocto/renamed';
import type { Rule } from './rule';

/** Names of other times. From 4.0 on BitBake keeps lists of them and stops. */
export const renamedVariable: Rule = {
	code: 'renamed-variable',
	severity: 'warning',
	summary: 'A variable is set by a name that this release does not use any more.',
	*check({ data, files, release }) {
		for (const file of files.values()) {
			for (const statement of file.statements) {
				if (statement.kind !== 'assignment' || statement.flag !== undefined) continue;
				const name = baseName(statement.name, data.dialect.separator);
				const renamed = findRenamed(name, release, data);
				if (!renamed) continue;
				const { now, isFatal } = renamed;
				const { start } = statement.nameSpan;
				yield {
					file: file.path,
					span: statement.nameSpan,
					line: statement.line,
					message: sentence(renamed, describeRelease(release)),
					...(isFatal ? { severity: 'error' as const } : {}),
					...(isFatal && now
						? {
								fixes: [
									{
										title: l10n.t`Rename to ${now}`,
										edits: [{ span: { start, end: start + name.length }, newText: now }],
										preferred: true,
									},
								],
							}
						: {}),
				};
			}
		}
	},
};

function sentence({ name, now, remark, isFatal }: RenamedVariable, release: string): string {
	if (!isFatal) {
		return sentences(
			l10n.t`Nothing in ${release} reads ${name}, so this line has no effect.`,
			now && l10n.t`What it was for is done by ${now}, whose values look different.`,
		);
	}
	return now
		? l10n.t`BitBake stops here with “Variable ${name} has been renamed to ${now}”. Use the new name.`
		: l10n.t`BitBake stops here with “Variable ${name} ${remark ?? ''}”. Remove the line.`;
}

function baseName(name: string, separator: ':' | '_'): string {
	return separator === ':' ? name.replace(/:.*/s, '') : name;
}
