/**
 * `node:crypto`, loaded when it is needed: that takes a tenth of the time in
 * which a server starts, and only logins and rings of servers need it.
 */
export function crypto(): typeof import('node:crypto') {
	return process.getBuiltinModule('node:crypto');
}
