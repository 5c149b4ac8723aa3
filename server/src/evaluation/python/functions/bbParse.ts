import { notStatic, type PyValue, tuple } from '../values';
import type { Call } from './function';

/** Name, version and revision of a recipe by its file name; a configuration file has none. */
export function varsFromFile(call: Call): PyValue {
	const isRecipe = call.value('mypkg') !== null && /\.(bb|bbappend)$/.test(call.text('mypkg'));
	return isRecipe ? notStatic('the name of a recipe') : tuple([null, null, null]);
}
