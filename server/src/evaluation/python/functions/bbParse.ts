import { notStatic, tuple } from '../values';
import { argument, type PyFunction, text } from './function';

/** Name, version and revision of a recipe by its file name; a configuration file has none. */
export const varsFromFile: PyFunction = (call) => {
	const file = argument(call, 0, 'mypkg');
	const isRecipe = file !== null && /\.(bb|bbappend)$/.test(text(file));
	return isRecipe ? notStatic('the name of a recipe') : tuple([null, null, null]);
};
