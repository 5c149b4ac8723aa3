/** Every case of the in-editor suite, in the order they run. */
import * as vscode from 'vscode';
import type { Case } from '../support/cases';

export const cases: readonly Case<undefined>[] = [
	{
		name: 'has node:sqlite',
		async run() {
			const s = await import('node:sqlite');
			new s.DatabaseSync(':memory:').close();
		},
	},
	{
		name: 'has stub',
		async run() {
			if (!vscode.extensions.getExtension('stub-pub.stub-ext')) throw new Error('missing');
		},
	},
];
