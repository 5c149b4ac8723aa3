import * as bbParse from './bbParse';
import * as bbUtils from './bbUtils';
import * as builtins from './builtins';
import type { PyFunction } from './function';
import * as oeUtils from './oeUtils';
import * as os from './os';
import * as osPath from './osPath';

/** Every function that is evaluated without running Python, under its full name. */
export const FUNCTIONS: ReadonlyMap<string, PyFunction> = new Map(
	Object.entries({
		'bb.parse.vars_from_file': bbParse.varsFromFile,
		'bb.utils.contains': bbUtils.contains,
		'bb.utils.contains_any': bbUtils.containsAny,
		'bb.utils.filter': bbUtils.filter,
		'bb.utils.to_boolean': bbUtils.toBoolean,
		'bb.utils.vercmp_string': bbUtils.vercmpString,
		'bb.utils.vercmp_string_op': bbUtils.vercmpStringOp,
		'oe.types.boolean': oeUtils.boolean,
		'oe.utils.conditional': oeUtils.conditional,
		'oe.utils.ifelse': oeUtils.ifelse,
		'oe.utils.vartrue': oeUtils.vartrue,
		'oe.utils.all_distro_features': oeUtils.allDistroFeatures,
		'oe.utils.any_distro_features': oeUtils.anyDistroFeatures,
		'oe.utils.both_contain': oeUtils.bothContain,
		'oe.utils.set_intersect': oeUtils.setIntersect,
		'oe.utils.prune_suffix': oeUtils.pruneSuffix,
		'oe.utils.build_depends_string': oeUtils.buildDependsString,
		'os.uname': os.uname,
		'os.path.basename': osPath.basename,
		'os.path.dirname': osPath.dirname,
		'os.path.join': osPath.join,
		'os.path.normpath': osPath.normpath,
		'os.path.isabs': osPath.isabs,
		str: builtins.pyStr,
		bool: builtins.pyBool,
		int: builtins.pyInt,
		float: builtins.pyFloat,
		len: builtins.len,
		list: builtins.pyList,
		tuple: builtins.pyTuple,
		set: builtins.pySet,
		sorted: builtins.sorted,
		min: builtins.min,
		max: builtins.max,
		any: builtins.any,
		all: builtins.all,
	}),
);

/** First parts of dotted names that are modules and no variables of the build. */
export const MODULES: ReadonlySet<string> = new Set([
	'bb',
	'oe',
	'os',
	'time',
	'sys',
	're',
	'datetime',
]);

export type { PyFunction, PythonContext } from './function';
export { TEXT_METHODS } from './textMethods';
