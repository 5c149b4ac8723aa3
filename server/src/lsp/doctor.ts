import * as l10n from '@vscode/l10n';
import type { Connection } from 'vscode-languageserver/node';
import { type DoctorProgress, type DoctorResult, RUN_DOCTOR } from '../shared/doctor';
import { findRelease } from '../yocto/releases';
import { type Attendance, onLongRequest, refusal } from './requests';
import { pathOf } from './uris';
import type { Workspace } from './workspace';

/** Examines a build directory as it is on the disk. The composition root hands in the real one. */
export type Doctor = (
	directory: string,
	/** With a release's code name to use instead of the build's own. */
	options: Attendance<DoctorProgress> & { readonly release?: string },
) => Promise<DoctorResult>;

interface Parts {
	readonly connection: Connection;
	readonly workspace: Workspace;
	readonly doctor: Doctor;
	isTrusted(): boolean;
}

/** Answers the client's requests to run the Doctor. */
export function answerDoctor({ connection, workspace, doctor, isTrusted }: Parts): void {
	const cancelled = l10n.t('The Doctor was cancelled.');
	onLongRequest(connection, RUN_DOCTOR, cancelled, async ({ buildUri }, attendance) => {
		if (!isTrusted()) {
			throw refusal(
				l10n.t(
					'The Doctor runs only in a trusted workspace: it connects to the servers and mirrors that the configuration names, and runs Python.',
				),
			);
		}
		const directory = pathOf(buildUri);
		if (!workspace.builds.isBuild(directory)) {
			throw refusal(l10n.t`${directory} is no build directory: it has no conf/local.conf.`);
		}
		const release = findRelease(workspace.settings.release)?.codename;
		try {
			return await doctor(directory, {
				...attendance,
				...(release === undefined ? {} : { release }),
			});
		} catch (error) {
			throw refusal(l10n.t`The Doctor could not do its work: ${String(error)}`);
		}
	});
}
