import type { Assignment } from '../syntax/statement';
import type { Span } from '../text/span';
import { findVariable } from '../yocto/variables';
import { TOKENS } from './mirrors/mapping';
import { isMirrorVariable, writtenMembers } from './mirrors/members';
import { overrideState } from './names/overrideState';
import { nameParts } from './names/parts';
import { baseName, type View } from './view';

/** What a grammar cannot know: which names are known, which overrides are active, what belongs to a mirror. */
export interface Token {
	readonly span: Span;
	readonly type: TokenType;
	readonly modifiers: readonly TokenModifier[];
}

export const TOKEN_TYPES = [
	'variable',
	'keyword',
	'bitbakeOverride',
	'bitbakeMirrorToken',
] as const;
export const TOKEN_MODIFIERS = ['defaultLibrary', 'active', 'inactive'] as const;
export type TokenType = (typeof TOKEN_TYPES)[number];
export type TokenModifier = (typeof TOKEN_MODIFIERS)[number];

/** The tokens of a file that touch a span, in order and without overlaps. */
export function tokens(view: View, within?: Span): Token[] {
	const states = new Map<string, readonly TokenModifier[]>();
	return view.file.statements.flatMap((statement) => {
		if (statement.kind !== 'assignment') return [];
		const { span } = statement;
		if (within && (span.end < within.start || within.end < span.start)) return [];
		return [...nameTokens(view, statement, states), ...valueTokens(view, statement)];
	});
}

function nameTokens(
	view: View,
	statement: Assignment,
	states: Map<string, readonly TokenModifier[]>,
): Token[] {
	const parts = nameParts(statement, view.build.evaluation.data);
	const variable = parts[0]?.text ?? statement.name;
	return parts.flatMap(({ kind, text, span }): Token[] => {
		// Names that hold references are not themselves the name of a variable.
		if (text.includes('$')) return [];
		if (kind === 'variable') return [{ span, type: 'variable', modifiers: known(text) }];
		if (kind === 'operation') return [{ span, type: 'keyword', modifiers: [] }];
		const key = `${variable}:${text}`;
		const modifiers = states.get(key) ?? stateOf(view, variable, text);
		states.set(key, modifiers);
		return [{ span, type: 'bitbakeOverride', modifiers }];
	});
}

function stateOf(view: View, variable: string, override: string): readonly TokenModifier[] {
	const state = overrideState(view, variable, override);
	return state === 'active' || state === 'inactive' ? [state] : [];
}

function known(name: string): readonly TokenModifier[] {
	return findVariable(name) ? ['defaultLibrary'] : [];
}

const REFERENCE = /\$\{([a-zA-Z0-9\-_+./~:]+)\}/g;
const MIRROR_TOKEN = new RegExp(TOKENS.join('|'), 'g');

function valueTokens(view: View, statement: Assignment): Token[] {
	const { value, spanInValue, flag, name } = statement;
	const found: { start: number; length: number; type: TokenType; name: string }[] = [];
	for (const match of value.matchAll(REFERENCE)) {
		const text = match[1]!;
		found.push({ start: match.index + 2, length: text.length, type: 'variable', name: text });
	}
	if (flag === undefined && isMirrorVariable(baseName(name))) {
		for (const { role, text, offset } of writtenMembers(statement, view.build) ?? []) {
			if (role !== 'replacement') continue;
			for (const match of text.replace(REFERENCE, blanks).matchAll(MIRROR_TOKEN)) {
				const start = offset + match.index;
				found.push({ start, length: match[0].length, type: 'bitbakeMirrorToken', name: '' });
			}
		}
		found.sort((a, b) => a.start - b.start);
	}
	return found.flatMap(({ start, length, type, name: variable }): Token[] => {
		const span = spanInValue(start, start + length);
		// A token cannot go over the end of a line.
		if (span.end - span.start !== length) return [];
		return [{ span, type, modifiers: type === 'variable' ? known(variable) : [] }];
	});
}

function blanks(text: string): string {
	return ' '.repeat(text.length);
}
