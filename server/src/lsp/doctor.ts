import * as l10n from '@vscode/l10n';
import {
	type CancellationToken,
	type Connection,
	LSPErrorCodes,
	ProgressType,
	RequestType,
	ResponseError,
} from 'vscode-languageserver/node';
import {
	type DoctorParams,
	type DoctorProgress,
	type DoctorResult,
	RUN_DOCTOR,
} from '../shared/doctor';
import { findRelease } from '../yocto/releases';
import { pathOf } from './uris';
import type { Workspace } from './workspace';

/** Examines a build directory as it is on the disk. The composition root hands in the real one. */
export type Doctor = (
	directory: string,
	options: {
		/** A release's code name instead of the build's own. */
		readonly release?: string;
		readonly signal: AbortSignal;
		onProgress(progress: DoctorProgress): void;
	},
) => Promise<DoctorResult>;

const runDoctor = new RequestType<DoctorParams, DoctorResult, void>(RUN_DOCTOR);
const progressType = new ProgressType<DoctorProgress>();

interface Parts {
	readonly connection: Connection;
	readonly workspace: Workspace;
	readonly doctor: Doctor;
	isTrusted(): boolean;
}

/** Answers the client's requests to run the Doctor. */
export function answerDoctor({ connection, workspace, doctor, isTrusted }: Parts): void {
	connection.onRequest(
		runDoctor,
		async ({ buildUri, progressToken }: DoctorParams, token: CancellationToken) => {
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
			const cancel = new AbortController();
			token.onCancellationRequested(() => cancel.abort());
			const release = findRelease(workspace.settings.release)?.codename;
			try {
				return await doctor(directory, {
					signal: cancel.signal,
					onProgress: (progress) =>
						void connection.sendProgress(progressType, progressToken, progress),
					...(release === undefined ? {} : { release }),
				});
			} catch (error) {
				if (cancel.signal.aborted) {
					throw new ResponseError(
						LSPErrorCodes.RequestCancelled,
						l10n.t('The Doctor was cancelled.'),
					);
				}
				throw refusal(l10n.t`The Doctor could not do its work: ${String(error)}`);
			}
		},
	);
}

function refusal(message: string): ResponseError<void> {
	return new ResponseError(LSPErrorCodes.RequestFailed, message);
}
