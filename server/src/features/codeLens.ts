import type { ServerState } from '../shared/state';
import type { Assignment } from '../syntax/statement';
import type { Span } from '../text/span';
import { baseName, type View } from './view';

/** A line above BB_HASHSERVE. */
export interface Lens {
	readonly span: Span;
	readonly title: string;
	readonly action: 'start' | 'menu' | 'use';
}

/** The state of the hash server above each BB_HASHSERVE, and what can be done about it. */
export function codeLenses({ file }: Pick<View, 'file'>, server: ServerState): Lens[] {
	return file.statements
		.filter(
			(statement): statement is Assignment =>
				statement.kind === 'assignment' &&
				statement.flag === undefined &&
				baseName(statement.name) === 'BB_HASHSERVE',
		)
		.flatMap(({ nameSpan: span, value }) =>
			lensesFor(server, value.trim()).map((lens) => ({ ...lens, span })),
		);
}

function lensesFor(server: ServerState, value: string): Omit<Lens, 'span'>[] {
	switch (server.kind) {
		case 'stopped':
			return [{ title: '$(play) Start hash server', action: 'start' }];
		case 'starting':
			return [{ title: '$(sync~spin) Hash server is starting…', action: 'menu' }];
		case 'stopping':
			return [{ title: '$(sync~spin) Hash server is stopping…', action: 'menu' }];
		case 'failed':
			return [
				{ title: '$(error) Hash server failed', action: 'menu' },
				{ title: 'Try again', action: 'start' },
			];
		case 'running':
		case 'attached': {
			const where = server.kind === 'running' ? 'runs at' : 'of somebody else answers at';
			const state: Omit<Lens, 'span'> = {
				title: `$(pass) Hash server ${where} ${server.address}`,
				action: 'menu',
			};
			return value === server.address
				? [{ ...state, title: `${state.title}, used here` }]
				: [state, { title: 'Use it here', action: 'use' }];
		}
	}
}
