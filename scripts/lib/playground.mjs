/** Working copies of playground/, so that trying things out never dirties the checkout. */
import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from './paths.mjs';

/** The template; it is never opened itself. */
export const playgroundTemplate = path.join(projectRoot, 'playground');

/**
 * Copies the playground to a folder unless that exists already.
 * Answers whether it made a new copy.
 *
 * @param {string} target
 * @param {{ reset?: boolean }} [options] reset: throw away what is there
 */
export async function copyPlayground(target, { reset = false } = {}) {
	if (reset) await rm(target, { recursive: true, force: true });
	if (existsSync(target)) return false;
	await cp(playgroundTemplate, target, { recursive: true });
	return true;
}
