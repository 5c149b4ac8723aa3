import * as l10n from '@vscode/l10n';
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
			return [{ title: l10n.t('$(play) Start hash server'), action: 'start' }];
		case 'starting':
			return [{ title: l10n.t('$(sync~spin) Hash server is starting…'), action: 'menu' }];
		case 'stopping':
			return [{ title: l10n.t('$(sync~spin) Hash server is stopping…'), action: 'menu' }];
		case 'failed':
			return [
				{ title: l10n.t('$(error) Hash server failed'), action: 'menu' },
				{ title: l10n.t('Try again'), action: 'start' },
			];
		case 'running':
		case 'attached': {
			const isUsed = value === server.address;
			const state = { title: whereItAnswers(server, isUsed), action: 'menu' } as const;
			return isUsed ? [state] : [state, { title: l10n.t('Use it here'), action: 'use' }];
		}
	}
}

function whereItAnswers(
	{ kind, address }: Extract<ServerState, { kind: 'running' | 'attached' }>,
	isUsed: boolean,
): string {
	if (kind === 'running') {
		return isUsed
			? l10n.t`$(pass) Hash server runs at ${address}, used here`
			: l10n.t`$(pass) Hash server runs at ${address}`;
	}
	return isUsed
		? l10n.t`$(pass) Hash server of somebody else answers at ${address}, used here`
		: l10n.t`$(pass) Hash server of somebody else answers at ${address}`;
}
