import * as l10n from '@vscode/l10n';
import { sentences } from '../text/sentences';
import { isFrom } from '../yocto/releases';
import { assignmentOf, valueSpan } from './anchor';
import { databaseDirectory, isNetworkFileSystem } from './database';
import { effective } from './effective';
import type { Rule } from './rule';

const DIRECTORY = 'BB_HASHSERVE_DB_DIR';

/** SQLite's locks cannot be relied on there. BitBake refuses from 6.0 on, where the folder was named for it. */
export const databaseOnNetwork: Rule = {
	code: 'hashserv-db-on-nfs',
	severity: 'warning',
	summary: 'The hash equivalence database of “auto” is on a network file system.',
	*check(context) {
		if (!context.host || effective(context, 'BB_HASHSERVE')?.value !== 'auto') return;
		const database = databaseDirectory(context);
		if (!database) return;
		const type = context.host.fileSystemType(database.path);
		if (type === undefined || !isNetworkFileSystem(type)) return;
		const name = database.variable?.name ?? 'PERSISTENT_DIR';
		const anchor =
			assignmentOf(context, name) ??
			assignmentOf(context, 'BB_HASHSERVE') ??
			assignmentOf(context, 'MACHINE');
		if (!anchor) return;
		const isNamed = name === DIRECTORY;
		const isFatal = isNamed && type.startsWith('nfs');
		const outcome = isFatal
			? l10n.t('BitBake stops: such a location “cannot be on a NFS mount”.')
			: l10n.t(
					'Locks cannot be relied on there, so the database of the server that BitBake starts can be damaged.',
				);
		yield {
			file: anchor.file.path,
			span: anchor.assignment?.name === name ? valueSpan(anchor) : anchor.span,
			line: anchor.line,
			message: sentences(
				l10n.t`The hash equivalence database would be in ${database.path}, which is on a network file system (${type}).`,
				outcome,
				isNamed || isFrom(context.release, '6.0')
					? l10n.t`Set ${DIRECTORY} to a local folder; to share equivalences between machines, run one server for all of them.`
					: l10n.t(
							'Name a server in BB_HASHSERVE; to share equivalences between machines, run one server for all of them.',
						),
			),
			...(isFatal ? { severity: 'error' as const } : {}),
		};
	},
};
