import { joinPath } from '../evaluation/path';
import { isFrom } from '../yocto/releases';
import { type Effective, effective } from './effective';
import type { RuleContext } from './rule';

/** Where the server that BitBake starts for `auto` keeps its database. */
export interface DatabaseDirectory {
	/** Absolute. */
	readonly path: string;
	/** The variable that decides, as it is set; undefined for the default. */
	readonly variable: Effective | undefined;
}

/** Undefined where it cannot be known, such as for a file without its build. */
export function databaseDirectory(context: RuleContext): DatabaseDirectory | undefined {
	const names = ['PERSISTENT_DIR', 'CACHE'];
	if (isFrom(context.release, '6.0')) names.unshift('BB_HASHSERVE_DB_DIR');
	for (const name of names) {
		const variable = effective(context, name);
		if (!variable) return undefined;
		if (variable.value !== '') return absolute(variable.value, variable);
		// bitbake.conf sets it; without the layers it is not there to be seen.
		if (name === 'PERSISTENT_DIR' && !variable.isSet && !context.isComplete) {
			return absolute(`${context.data.get('TOPDIR')?.value ?? ''}/cache`, undefined);
		}
	}
	return undefined;
}

function absolute(path: string, variable: Effective | undefined): DatabaseDirectory | undefined {
	return path.startsWith('/') && path !== '/cache' && !path.includes('${')
		? { path, variable }
		: undefined;
}

/** True for the folder itself and all below it. Both are absolute. */
export function isInside(path: string, folder: string): boolean {
	const root = joinPath('/', folder).replace(/\/+$/, '');
	return `${joinPath('/', path)}/`.startsWith(`${root}/`);
}

const NETWORK = /^(nfs|cifs|smb|fuse\.sshfs|afs)/;

/** True for file systems of other machines, where SQLite's locks cannot be relied on. */
export function isNetworkFileSystem(type: string | undefined): boolean {
	return type !== undefined && NETWORK.test(type);
}
