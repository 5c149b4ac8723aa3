import * as bbParse from './bbParse';
import * as bbUtils from './bbUtils';
import * as builtins from './builtins';
import { define, type PyFunction } from './function';
import * as oeTune from './oeTune';
import * as oeUtils from './oeUtils';
import * as os from './os';
import * as osPath from './osPath';
import * as store from './store';

/** Every function that is evaluated without running Python, under its full name. */
export const FUNCTIONS: ReadonlyMap<string, PyFunction> = new Map(
	Object.entries({
		'bb.parse.vars_from_file': define('mypkg d', bbParse.varsFromFile),
		'bb.utils.contains': define('variable checkvalues truevalue falsevalue d', bbUtils.contains),
		'bb.utils.contains_any': define(
			'variable checkvalues truevalue falsevalue d',
			bbUtils.containsAny,
		),
		'bb.utils.filter': define('variable checkvalues d', bbUtils.filter),
		'bb.utils.to_boolean': define('string default?', bbUtils.toBoolean),
		'bb.utils.vercmp_string': define('a b', bbUtils.vercmpString),
		'bb.utils.vercmp_string_op': define('a b op', bbUtils.vercmpStringOp),
		'oe.tune.riscv_isa_to_tune': define('isa', oeTune.riscvIsaToTune),
		'oe.types.boolean': define('value', oeUtils.boolean),
		'oe.utils.conditional': define(
			'variable checkvalue truevalue falsevalue d',
			oeUtils.conditional,
		),
		'oe.utils.ifelse': define('condition iftrue? iffalse?', oeUtils.ifelse),
		'oe.utils.vartrue': define('var iftrue iffalse d', oeUtils.vartrue),
		'oe.utils.all_distro_features': define(
			'd features truevalue? falsevalue?',
			oeUtils.allDistroFeatures,
		),
		'oe.utils.any_distro_features': define(
			'd features truevalue? falsevalue?',
			oeUtils.anyDistroFeatures,
		),
		'oe.utils.both_contain': define('variable1 variable2 checkvalue d', oeUtils.bothContain),
		'oe.utils.set_intersect': define('variable1 variable2 d', oeUtils.setIntersect),
		'oe.utils.filter_default_features': define('varname d', oeUtils.filterDefaultFeatures),
		'oe.utils.prune_suffix': define('var suffixes d', oeUtils.pruneSuffix),
		'oe.utils.build_depends_string': define('depends task', oeUtils.buildDependsString),
		'os.uname': define('', os.uname),
		'os.path.basename': define('p', osPath.basename),
		'os.path.dirname': define('p', osPath.dirname),
		'os.path.join': define('a / *rest', osPath.join),
		'os.path.normpath': define('path', osPath.normpath),
		'os.path.isabs': define('s', osPath.isabs),
		str: define('x? /', builtins.pyStr),
		bool: define('x? /', builtins.pyBool),
		int: define('x? / base?', builtins.pyInt),
		float: define('x? /', builtins.pyFloat),
		len: define('x /', builtins.len),
		list: define('x? /', builtins.pyList),
		tuple: define('x? /', builtins.pyTuple),
		set: define('x? /', builtins.pySet),
		sorted: define('x / * reverse?', builtins.sorted),
		min: define('*rest', builtins.min),
		max: define('*rest', builtins.max),
		any: define('x /', builtins.any),
		all: define('x /', builtins.all),
		sum: define('x /', builtins.sum),
	}),
);

/** The methods of `d` with the parameters that matter in configurations. */
export const STORE_METHODS: ReadonlyMap<string, PyFunction> = new Map(
	Object.entries({
		getVar: define('var expand?', store.getVar),
		getVarFlag: define('var flag expand?', store.getVarFlag),
		expand: define('s', store.expand),
	}),
);
