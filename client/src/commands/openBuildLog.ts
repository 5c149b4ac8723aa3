import { commands, Uri } from 'vscode';
import type { Services } from '../commands';
import { originOf } from './arguments';

/** Open Build Log: of a line of the status view, or of the log's URI. VS Code asks before it opens a very large one. */
export async function openBuildLog(_services: Services, argument: unknown): Promise<void> {
	const uri = typeof argument === 'string' ? argument : originOf(argument)?.uri;
	if (uri !== undefined) await commands.executeCommand('vscode.open', Uri.parse(uri, true));
}
