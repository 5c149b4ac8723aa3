import {
	type Range,
	type SemanticTokens,
	SemanticTokensBuilder,
	type SemanticTokensDelta,
	type SemanticTokensLegend,
} from 'vscode-languageserver/node';
import { TOKEN_MODIFIERS, TOKEN_TYPES, tokens } from '../features/tokens';
import type { View } from '../features/view';

export const LEGEND: SemanticTokensLegend = {
	tokenTypes: [...TOKEN_TYPES],
	tokenModifiers: [...TOKEN_MODIFIERS],
};

/** Semantic tokens in the protocol's form. Keeps what each document was told last, for telling differences alone. */
export class SemanticTokensOf {
	private readonly told = new Map<string, SemanticTokensBuilder>();

	full(uri: string, view: View): SemanticTokens {
		const builder = new SemanticTokensBuilder();
		fill(builder, view);
		this.told.set(uri, builder);
		return builder.build();
	}

	delta(uri: string, view: View, previous: string): SemanticTokens | SemanticTokensDelta {
		const builder = this.told.get(uri);
		if (!builder) return this.full(uri, view);
		// A result of an earlier builder has another id, and then everything is told.
		builder.previousResult(previous);
		fill(builder, view);
		return builder.buildEdits();
	}

	range(view: View, { start, end }: Range): SemanticTokens {
		const { index } = view.file;
		const builder = new SemanticTokensBuilder();
		fill(builder, view, { start: index.offsetAt(start), end: index.offsetAt(end) });
		return builder.build();
	}

	forget(uri: string): void {
		this.told.delete(uri);
	}
}

function fill(
	builder: SemanticTokensBuilder,
	view: View,
	within?: Parameters<typeof tokens>[1],
): void {
	for (const { span, type, modifiers } of tokens(view, within)) {
		const { line, character } = view.file.index.positionAt(span.start);
		const bits = modifiers.reduce((set, name) => set | (1 << TOKEN_MODIFIERS.indexOf(name)), 0);
		builder.push(line, character, span.end - span.start, TOKEN_TYPES.indexOf(type), bits);
	}
}
