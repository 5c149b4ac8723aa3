import * as l10n from '@vscode/l10n';
import { lineEndOf } from '../text/edit';
import { LineIndex } from '../text/lineIndex';
import type { Problem } from '../text/problem';
import { parseAssignment } from './assignment';
import { type Comment, type SwallowedComment, splitConfLines } from './confLines';
import type { Dialect } from './dialect';
import { type Placement, parseDirective } from './directive';
import { LogicalLine } from './logicalLine';
import { splitRecipeLines } from './recipeLines';
import { parseRecipeStatement } from './recipeStatement';
import type { FunctionStatement, Statement } from './statement';
import { explainUnparsed } from './unparsed';

/** A configuration file as BitBake's grammar sees it. */
export interface ParsedFile {
	readonly path: string;
	readonly text: string;
	readonly index: LineIndex;
	/** In order, recovered ones included; see `Statement.recovered`. */
	readonly statements: readonly Statement[];
	readonly comments: readonly Comment[];
	readonly swallowed: readonly SwallowedComment[];
	/** In order. With any error here BitBake runs no statement of the file. */
	readonly problems: readonly Problem[];
}

/** Files that are read by BitBake itself and not by an include. */
const BASE_CONFIGURATION = /(^|\/)conf\/(bblayers|layer|bitbake)\.conf$/;

/**
 * Parses a .conf file, or by its name an .inc or .bbclass file. Never throws:
 * what BitBake would reject is in `problems`.
 */
export function parse(path: string, text: string, dialect: Dialect): ParsedFile {
	const index = new LineIndex(text);
	const isRecipe = /\.(inc|bbclass|bb)$/.test(path);
	const split: {
		items: readonly (LogicalLine | FunctionStatement)[];
		comments: readonly Comment[];
		problems: readonly Problem[];
		swallowed?: readonly SwallowedComment[];
	} = isRecipe ? splitRecipeLines(text, index) : splitConfLines(text, index);
	const placement: Placement = { isBaseConfiguration: BASE_CONFIGURATION.test(path) };
	const statements: Statement[] = [];
	const problems: Problem[] = [...split.problems];
	const lineEnd = lineEndOf(text);

	for (const line of split.items) {
		if (!(line instanceof LogicalLine)) {
			statements.push(line);
			continue;
		}
		const statement =
			(isRecipe ? parseRecipeStatement(line, dialect) : undefined) ??
			parseAssignment(line, dialect) ??
			parseDirective(line, dialect, placement);
		if (!statement) {
			const { problem, recovered } = explainUnparsed({ line, source: text, dialect, lineEnd });
			problems.push(problem);
			if (recovered) statements.push(recovered);
		} else if (statement.kind === 'assignment' && statement.name === '') {
			problems.push({
				code: 'unparsed-line',
				severity: 'error',
				span: line.span,
				line: line.lastLine,
				message: l10n.t`Empty variable name in assignment: '${line.text}'. Write the name before the operator. Until then BitBake reads nothing of this file.`,
			});
		} else {
			statements.push(statement);
		}
	}
	problems.sort((a, b) => a.span.start - b.span.start);
	return {
		path,
		text,
		index,
		statements,
		comments: split.comments,
		swallowed: split.swallowed ?? [],
		problems,
	};
}
