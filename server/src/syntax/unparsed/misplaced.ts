import * as l10n from '@vscode/l10n';
import { skipSpace, splitWords } from '../../text/whitespace';
import { argument } from '../directive';
import type { Cause, CauseFinder, RejectedLine } from './cause';

/** `  # text`: a comment must start in column 0. */
export const indentedComment: CauseFinder = ({ line }) => {
	const at = skipSpace(line.text, 0);
	if (at === 0 || line.text[at] !== '#') return undefined;
	return {
		explanation: l10n.t('A comment must start in the first column: remove the blanks before #.'),
		fixes: [
			{
				title: l10n.t('Remove the blanks before the comment'),
				edits: [{ span: line.sourceSpan(0, at), newText: '' }],
				preferred: true,
			},
		],
	};
};

/** A blank before an otherwise good line. */
export const indented: CauseFinder = ({ line }) => {
	const at = skipSpace(line.text, 0);
	if (at === 0 || at === line.text.length) return undefined;
	return {
		explanation: l10n.t('A statement must start in the first column: remove the blanks before it.'),
		fixes: [
			{
				title: l10n.t('Remove the blanks before the statement'),
				edits: [{ span: line.sourceSpan(0, at), newText: '' }],
				preferred: true,
			},
		],
	};
};

/** A byte order mark at the start of the file. */
export const byteOrderMark: CauseFinder = ({ line }) => {
	if (line.text.charCodeAt(0) !== 0xfeff) return undefined;
	return {
		explanation: l10n.t(
			'The file starts with a byte order mark, which BitBake takes as part of the first line. Save it as UTF-8 without BOM.',
		),
		span: line.sourceSpan(0, 1),
		fixes: [
			{
				title: l10n.t('Remove the byte order mark'),
				edits: [{ span: line.sourceSpan(0, 1), newText: '' }],
				preferred: true,
			},
		],
	};
};

/** Left by a merge that was never finished. */
export const conflictMarker: CauseFinder = ({ line }) =>
	/^(<{7}|={7}|>{7}|\|{7})( |$)/.test(line.text)
		? {
				explanation: l10n.t(
					'This is a marker of a merge conflict. Keep the side you want and remove the markers.',
				),
			}
		: undefined;

/** Statements that only recipes, classes and .inc files may hold. */
export const recipeStatement: CauseFinder = (rejected) => {
	const { line } = rejected;
	const inherited = argument(line, 'inherit') ?? argument(line, 'inherit_defer');
	if (inherited) return inheritInConf(rejected, inherited.text);
	if (/^(addtask|deltask|addhandler|EXPORT_FUNCTIONS)\s/.test(line.text)) {
		return {
			explanation: l10n.t(
				'Tasks and handlers belong to recipes, classes and .inc files, not to a .conf file.',
			),
		};
	}
	if (/^(def\s|python[\s(]|fakeroot\s)|^[\w.\-+:]+\s*\(\s*\)\s*\{?$/.test(line.text)) {
		return {
			explanation: l10n.t(
				'Functions belong to recipes, classes and .inc files, not to a .conf file.',
			),
		};
	}
	if (/^addpylib\s/.test(line.text)) {
		return {
			explanation: l10n.t(
				'addpylib is known from BitBake 2.4 (Yocto 4.2) on, and only in bblayers.conf, layer.conf and bitbake.conf.',
			),
		};
	}
	return undefined;
};

function inheritInConf({ line }: RejectedLine, classes: string): Cause {
	return {
		explanation: l10n.t(
			'inherit belongs to recipes and classes; in a configuration file the classes are added to INHERIT.',
		),
		fixes: [
			{
				title: l10n.t`Use INHERIT += "${splitWords(classes).join(' ')}"`,
				edits: [{ span: line.span, newText: `INHERIT += "${splitWords(classes).join(' ')}"` }],
				preferred: true,
			},
		],
	};
}

/** Where a name ends at the latest; the pattern for it is quadratic in the length of what it looks at. */
const MAX_NAME = 1000;

/** `NAME: "value"`, as in YAML, or a name with characters BitBake does not allow. */
export const badName: CauseFinder = ({ line, dialect }) => {
	const unset = argument(line, 'unset');
	if (unset) {
		return {
			explanation: dialect.atInFlags
				? l10n.t(
						'unset takes a name without overrides, or NAME[flag] with a flag of two or more characters.',
					)
				: l10n.t('unset takes a name without overrides, or NAME[flag].'),
			span: unset.span,
		};
	}
	const [, name, operator] =
		/^(?:export\s+)?([^"'=]*?)\s*(\?\?=|\?=|:=|\+=|=\+|\.=|=\.|=|:)\s*["']/.exec(
			line.text.slice(0, MAX_NAME),
		) ?? [];
	if (!name || !operator) return undefined;
	const start = line.text.indexOf(name);
	if (operator === ':') {
		const at = line.text.indexOf(':', start + name.length);
		return {
			explanation: l10n.t('An assignment needs an operator such as =, not a colon.'),
			span: line.sourceSpan(at, at + 1),
			fixes: [
				{
					title: l10n.t('Assign with ='),
					edits: [{ span: line.sourceSpan(start + name.length, at + 1), newText: ' =' }],
				},
			],
		};
	}
	const bad = [...name].find((character) => !/[a-zA-Z0-9\-_+.${}/~:[\]@]/.test(character));
	return {
		explanation: bad
			? bad.trim() === ''
				? l10n.t('The name holds a blank, which no variable name may.')
				: l10n.t`The name holds ${bad}, which no variable name may.`
			: l10n.t('This is no variable name or flag that BitBake accepts.'),
		span: line.sourceSpan(start, start + name.length),
	};
};
