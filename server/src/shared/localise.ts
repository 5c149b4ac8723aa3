/**
 * Takes the translated messages from the file that whoever starts this process
 * names. Imported before everything else, because many texts are made while
 * their modules load. Without it all is English.
 */
import { config } from '@vscode/l10n';
import { MESSAGES_VARIABLE } from './serverProcess';

const path = process.env[MESSAGES_VARIABLE];
if (path) {
	try {
		config({ fsPath: path });
	} catch (error) {
		process.stderr.write(`The messages stay English: ${String(error)}\n`);
	}
}
