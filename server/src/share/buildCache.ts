import { databaseDirectory } from '../rules/database';
import { effective } from '../rules/effective';
import { ruleContext } from '../rules/run';
import type { BuildEvaluation } from '../yocto/build';
import type { Release } from '../yocto/releases';

/** What a build has that others could use. What cannot be known without BitBake is left out. */
export interface BuildCache {
	readonly release: Release;
	/** Absolute, as are all paths here. */
	readonly sstateDir?: string;
	readonly dlDir?: string;
	readonly signatureHandler?: string;
	/** BB_HASHSERVE; empty when it is not set. */
	readonly hashServe?: string;
	/** Of the server that BitBake starts for `auto`. */
	readonly autoDatabase?: string;
}

/** Reads from an evaluated build what can be shared of it. */
export function buildCache(build: BuildEvaluation): BuildCache {
	const context = ruleContext(build, { files: [] });
	const known = <Key extends string>(key: Key, value: string | undefined) =>
		(value === undefined ? {} : { [key]: value }) as Partial<Record<Key, string>>;
	const folder = (name: string): string | undefined => {
		const value = effective(context, name)?.value;
		return value?.startsWith('/') && !value.includes('${') ? value : undefined;
	};
	const database = databaseDirectory(context)?.path;
	return {
		release: build.release,
		...known('sstateDir', folder('SSTATE_DIR')),
		...known('dlDir', folder('DL_DIR')),
		...known('signatureHandler', effective(context, 'BB_SIGNATURE_HANDLER')?.value),
		...known('hashServe', effective(context, 'BB_HASHSERVE')?.value),
		...known('autoDatabase', database === undefined ? undefined : `${database}/hashserv.db`),
	};
}
