import { dottedName, type Expression } from '../syntax';
import { notStatic } from '../values';
import type { PyFunction } from './function';
import { MODULES } from './names';
import { FUNCTIONS, STORE_METHODS } from './table';

/**
 * The function that is called by a name which no local hides. Undefined for a
 * method of a value; throws NotStatic for functions that are not known.
 */
export function findFunction(
	callee: Expression,
	locals: ReadonlyMap<string, unknown>,
): PyFunction | undefined {
	const path = dottedName(callee);
	const root = path?.split('.', 1)[0];
	if (path === undefined || root === undefined || locals.has(root)) return undefined;
	if (path !== root && root === 'd') {
		return STORE_METHODS.get(path.slice(2)) ?? notStatic(`the method ${path}`);
	}
	if (path !== root && !MODULES.has(root)) return undefined;
	return FUNCTIONS.get(path) ?? notStatic(`the function ${path}`);
}
