/** The grammar as VS Code runs it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type * as Oniguruma from 'vscode-oniguruma';
import type * as Textmate from 'vscode-textmate';

const ROOT = resolve(import.meta.dirname, '../..');

// Bundles for browsers and Node alike, which Node cannot import as ES modules.
const require = createRequire(import.meta.url);
const oniguruma = require('vscode-oniguruma') as typeof Oniguruma;
const textmate = require('vscode-textmate') as typeof Textmate;

const SCOPE = 'source.bitbake-conf';

/** A run of characters with the same scopes, the file's own scope left out. */
export interface ScopedText {
	readonly start: number;
	readonly end: number;
	readonly text: string;
	readonly scopes: readonly string[];
}

/** Loads the grammar that package.json names for our language. */
export async function loadGrammar(): Promise<(lines: readonly string[]) => ScopedText[][]> {
	const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
	await oniguruma.loadWASM(wasm);
	const { contributes } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
	const { path } = contributes.grammars.find(
		({ scopeName }: { scopeName: string }) => scopeName === SCOPE,
	);
	const registry = new textmate.Registry({
		onigLib: Promise.resolve({
			createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
			createOnigString: (text) => new oniguruma.OnigString(text),
		}),
		loadGrammar: async (name) =>
			name === SCOPE
				? textmate.parseRawGrammar(readFileSync(join(ROOT, path), 'utf8'), 'grammar.json')
				: null,
	});
	const grammar = await registry.loadGrammar(SCOPE);
	if (!grammar) throw new Error(`${path} is no grammar for ${SCOPE}`);
	return (lines) => {
		let state = textmate.INITIAL;
		return lines.map((line) => {
			const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
			state = ruleStack;
			return tokens.map(({ startIndex: start, endIndex, scopes }) => {
				// The line end that the grammar is given belongs to nobody.
				const end = Math.min(endIndex, line.length);
				return { start, end, text: line.slice(start, end), scopes: scopes.slice(1) };
			});
		});
	};
}
