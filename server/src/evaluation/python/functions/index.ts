export { findFunction } from './find';
export type { PythonContext } from './function';
export { BUILT_IN, MODULES } from './names';
export { METHODS } from './textMethods';
