import * as l10n from '@vscode/l10n';
import type { Assignment, FunctionStatement, Include } from '../syntax/statement';
import type { Problem, Severity } from '../text/problem';
import { type Span, span } from '../text/span';

/** A problem without fixes. */
export function finding(
	code: string,
	severity: Severity,
	at: Span,
	line: number,
	message: string,
): Problem {
	return { code, severity, span: at, line, message };
}

export function missingFile(path: string): Problem {
	return finding('missing-file', 'error', span(0, 0), 1, l10n.t`There is no file ${path}.`);
}

/** A `require` of a file that is nowhere. */
export function missingRequired(name: string, statement: Include): Problem {
	return finding(
		'missing-include',
		'error',
		statement.targetSpan,
		statement.line,
		l10n.t`BitBake stops here with “Could not include required file ${name}”: it is neither beside this file nor in any folder of BBPATH. Correct the name, add the layer that has it, or use include if the build can do without.`,
	);
}

/** A class that `inherit` or INHERIT names and no layer has. */
export function missingClass(name: string, at: Span, line: number): Problem {
	const message = l10n.t`BitBake stops here with “Could not inherit file classes/${name}.bbclass”: no folder of BBPATH has this class. Correct the name, or add the layer that has it to BBLAYERS.`;
	return finding('missing-class', 'error', at, line, message);
}

/** The same for the name of a function. */
export function oldFunctionName({ name, span, line }: FunctionStatement): Problem {
	return finding('old-override-syntax', 'error', span, line, oldSyntax(name ?? ''));
}

function oldSyntax(name: string): string {
	return l10n.t`BitBake stops here with “Variable ${name} contains an operation using the old override syntax”. From Yocto 3.4 on, overrides and operations are written with a colon.`;
}

/** `NAME_append` and its like, which BitBake refuses from 1.52 on. */
export function oldOverrideSyntax(statement: Assignment): Problem {
	const modern = modernName(statement.name);
	return {
		...finding(
			'old-override-syntax',
			'error',
			statement.nameSpan,
			statement.line,
			modern === undefined
				? oldSyntax(statement.name)
				: l10n.t`BitBake stops here with “Variable ${statement.name} contains an operation using the old override syntax”. From Yocto 3.4 on, overrides and operations are written with a colon: ${modern}.`,
		),
		...(modern === undefined
			? {}
			: {
					fixes: [
						{
							title: l10n.t`Write ${modern}`,
							edits: [{ span: statement.nameSpan, newText: modern }],
							preferred: true,
						},
					],
				}),
	};
}

/**
 * The name in today's style, where there is only one way to read the old one:
 * `A_append` and `A_append_foo`. A lower-case part in front of the operation,
 * or a second underscore behind it, may belong to a name or be an override.
 */
function modernName(name: string): string | undefined {
	const match =
		/^((?:[A-Z0-9+.${}/:-]|_(?![a-z]))+)_(append|prepend|remove)(?:[_:]([a-z0-9-]+))?$/.exec(name);
	if (!match) return undefined;
	const [, base, operation, override] = match;
	return `${base}:${operation}${override === undefined ? '' : `:${override}`}`;
}
