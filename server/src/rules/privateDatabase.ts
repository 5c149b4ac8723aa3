import * as l10n from '@vscode/l10n';
import { sentences } from '../text/sentences';
import { isFrom } from '../yocto/releases';
import { EQUIVALENCE_HANDLER } from '../yocto/signatureHandlers';
import { assignmentOf, valueSpan } from './anchor';
import { databaseDirectory, isInside, isNetworkFileSystem } from './database';
import { effective } from './effective';
import type { Rule } from './rule';
import { START_SERVER, setAt } from './setVariable';

/** BitBake warns of it from 6.0 on; the trouble is as old as hash equivalence. */
export const privateDatabase: Rule = {
	code: 'private-db-shared-sstate',
	severity: 'warning',
	summary: 'SSTATE_DIR can be shared, while the equivalences are kept inside this build directory.',
	*check(context) {
		const top = context.data.get('TOPDIR')?.value;
		const sstate = effective(context, 'SSTATE_DIR');
		const database = databaseDirectory(context);
		const anchor = assignmentOf(context, 'SSTATE_DIR');
		if (effective(context, 'BB_HASHSERVE')?.value !== 'auto' || !top || !sstate) return;
		if (effective(context, 'BB_SIGNATURE_HANDLER')?.value !== EQUIVALENCE_HANDLER) return;
		if (!database || !anchor || !sstate.value.startsWith('/')) return;
		if (!context.files.has(sstate.origin?.file ?? '')) return;
		if (isInside(sstate.value, top) || !isInside(database.path, top)) return;

		const isRemote = isNetworkFileSystem(context.host?.fileSystemType(sstate.value));
		const canMove = isFrom(context.release, '6.0') && !isRemote;
		yield {
			file: anchor.file.path,
			span: valueSpan(anchor),
			line: anchor.line,
			message: sentences(
				l10n.t`SSTATE_DIR is "${sstate.value}", outside this build directory, but the database of hash equivalence is inside it (${database.path}). Builds that share this folder give equal outputs different names and miss each other’s objects.`,
				canMove
					? l10n.t('Keep the database beside the objects with BB_HASHSERVE_DB_DIR.')
					: l10n.t('Let the builds use one hash equivalence server, named in BB_HASHSERVE.'),
			),
			fixes: canMove
				? [
						{
							title: l10n.t('Set BB_HASHSERVE_DB_DIR to ${SSTATE_DIR}'),
							edits: setAt(context, anchor, 'BB_HASHSERVE_DB_DIR', '${SSTATE_DIR}'),
							preferred: true,
						},
						START_SERVER,
					]
				: [START_SERVER],
		};
	},
};
