import { Range, Uri, window } from 'vscode';
import type { Services } from '../commands';
import { originOf } from './arguments';

/** Open Configuration File: the file and line that a setting comes from. */
export async function openOrigin(_services: Services, argument: unknown): Promise<void> {
	const origin = originOf(argument);
	if (origin === undefined) {
		return;
	}
	const line = Math.max(0, origin.line - 1);
	await window.showTextDocument(Uri.parse(origin.uri, true), {
		selection: new Range(line, 0, line, 0),
	});
}
