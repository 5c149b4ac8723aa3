import { commands, Range, Uri } from 'vscode';
import type { Services } from '../commands';
import { originOf } from './arguments';

/** Open Build Log: of a line of the status view, of the log's URI, or of a line in it. VS Code asks before it opens a very large one. */
export async function openBuildLog(_services: Services, argument: unknown): Promise<void> {
	const origin = originOf(argument);
	const uri = typeof argument === 'string' ? argument : origin?.uri;
	if (uri === undefined) return;
	const line = Math.max(0, (origin?.line ?? 1) - 1);
	const selection = new Range(line, 0, line, 0);
	await commands.executeCommand('vscode.open', Uri.parse(uri, true), { selection });
}
