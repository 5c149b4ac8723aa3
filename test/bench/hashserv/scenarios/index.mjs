/** The scenarios, one file each. */
import { lookUps } from './lookUps.mjs';
import { lookUpsMillion } from './lookUpsMillion.mjs';
import { reports } from './reports.mjs';
import { start } from './start.mjs';
import { upstream } from './upstream.mjs';

/**
 * @typedef {object} Context
 * @property {string} folder for files; removed after the run
 * @property {number} rounds
 * @property {number} seconds of one turn
 * @property {number} bigRows
 * @property {import('../bundles.mjs').Bundles} bundles
 * @property {import('../database.mjs').Databases} databases
 * @property {import('../servers.mjs').ServerKinds} servers
 *
 * @typedef {object} Scenario
 * @property {string} name
 * @property {(context: Context) => Promise<import('../table.mjs').Row[]>} run
 */

/** @type {readonly Scenario[]} */
export const SCENARIOS = [start, lookUps, lookUpsMillion, reports, upstream];
