/** Where the scripts find the project and where they keep what they download. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * Folder for downloads and working copies: `.cache` in the project, or
 * HASHEQUIV_CACHE to share one between checkouts.
 */
export const cacheFolder = path.resolve(
	projectRoot,
	process.env.HASHEQUIV_CACHE || path.join(projectRoot, '.cache'),
);

/** Results of test runs: bundled specs, logs, pictures of failures. Git ignores it. */
export const resultsFolder = path.join(projectRoot, 'test-results');
