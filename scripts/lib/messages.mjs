/** The messages of the sources and their translations. */
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { projectRoot } from './paths.mjs';

/** Characters of source that are searched at once: each search costs the same to set up, and long ones cost more than short. */
const PIECE = 50_000;

/**
 * Every message of the client and the language server, as the keys and values
 * of a bundle, in the order of the alphabet.
 *
 * @returns {Promise<Record<string, string>>}
 */
export async function messagesOfSources() {
	const names = globSync('{client,server}/src/**/*.ts', { cwd: projectRoot });
	const texts = await Promise.all(
		names.map((name) => readFile(path.join(projectRoot, name), 'utf8')),
	);
	/** @type {string[]} */
	const pieces = [''];
	for (const text of texts.filter((text) => text.includes('l10n'))) {
		if ((pieces.at(-1) ?? '').length > PIECE) pieces.push('');
		pieces.push(`${pieces.pop()}\n${text}`);
	}
	/** @type {Record<string, string>} */
	const messages = {};
	for (const contents of pieces) {
		Object.assign(messages, await getL10nJson([{ extension: '.ts', contents }]));
	}
	const sorted = Object.entries(messages).sort(([a], [b]) => (a < b ? -1 : 1));
	// The search does not see a value behind an escaped character of a tagged template.
	const broken = sorted.map(([message]) => message).filter((message) => /\$\{[a-z]/.test(message));
	if (broken.length > 0) {
		throw new Error(`Write these as l10n.t('…{0}…', value):\n${broken.join('\n')}`);
	}
	return Object.fromEntries(sorted);
}
