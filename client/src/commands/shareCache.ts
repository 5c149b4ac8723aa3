import { networkInterfaces } from 'node:os';
import { commands, env, l10n, type QuickPickItem, window, workspace } from 'vscode';
import { COMMANDS } from '../../../server/src/shared/commands';
import {
	type ShareParams,
	type SharingInfo,
	START_SHARING,
	STOP_SHARING,
} from '../../../server/src/shared/sharing';
import type { Services } from '../commands';
import { showInformation } from '../notifications';
import { withCancellableProgress, withProgress } from '../progress';
import { buildOf } from './chooseBuild';
import { type Place, placesToListen } from './placesToListen';
import { isTrusted } from './trust';

/** Share My Cache: for the build in the argument, else the only one or a chosen one. */
export async function shareCache(services: Services, argument: unknown): Promise<void> {
	const whyNot = l10n.t(
		'A cache is shared only from a trusted workspace: its configuration decides which folders others can read.',
	);
	if (!(await isTrusted(whyNot))) return;
	const title = l10n.t('Share My Cache');
	const buildUri = await buildOf(argument, services, title);
	if (buildUri === undefined) return;
	const host = await chooseHost(title);
	if (host === undefined) return;
	const parts = await chooseParts(title);
	if (parts === undefined) return;
	const state = await withCancellableProgress(l10n.t('Sharing the cache'), (token) =>
		services.server.request(START_SHARING, { buildUri, host, ...parts }, token),
	);
	if (!state) {
		const message = l10n.t('Sharing was cancelled. The cache is not shared.');
		window.setStatusBarMessage(`$(circle-slash) ${message}`, 5000);
		return;
	}
	if (state.kind === 'failed') {
		throw new Error(l10n.t('The cache is not shared: {0}', state.message));
	}
	if (state.kind === 'running') await offerBlock(state.info);
}

/** Stop Sharing My Cache. */
export async function stopSharingCache({ server }: Services): Promise<void> {
	await withProgress(l10n.t('Stopping to share the cache'), server.request(STOP_SHARING, {}));
}

/** Copy Block for Clients: the configuration with which other builds use the shared cache. */
export async function copyClientBlock({ status }: Services): Promise<void> {
	const { sharing } = status.snapshot;
	if (sharing?.kind !== 'running') {
		void showInformation(l10n.t('No cache is shared, so there is no block for clients.'));
		return;
	}
	await env.clipboard.writeText(sharing.info.block);
	window.setStatusBarMessage(`$(check) ${l10n.t('Copied the block for clients')}`, 3000);
}

/** The address to listen on: this machine alone unless the user says otherwise. */
async function chooseHost(title: string): Promise<string | undefined> {
	const items = placesToListen(networkInterfaces()).map(itemOf);
	const placeHolder = l10n.t('Who may connect? Nobody needs a password.');
	const choice = await window.showQuickPick(items, {
		title,
		placeHolder,
		matchOnDescription: true,
	});
	return choice?.description;
}

function itemOf({ kind, name, host }: Place): QuickPickItem {
	const anybody = l10n.t('Whoever can connect to this address may read the cache.');
	const items = {
		loopback: {
			label: l10n.t('This machine only'),
			detail: l10n.t('For other build directories here, or through a tunnel.'),
		},
		interface: { label: name, detail: anybody },
		all: { label: l10n.t('All interfaces'), detail: anybody },
	};
	return { ...items[kind], description: host };
}

type Parts = Pick<ShareParams, 'sstate' | 'downloads' | 'hashServer'>;

async function chooseParts(title: string): Promise<Parts | undefined> {
	const items: (QuickPickItem & { readonly part: keyof Parts })[] = [
		{
			label: l10n.t('Shared state'),
			description: 'SSTATE_DIR',
			detail: l10n.t('What was built, for SSTATE_MIRRORS.'),
			picked: true,
			part: 'sstate',
		},
		{
			label: l10n.t('Hash equivalences'),
			description: 'BB_HASHSERVE_UPSTREAM',
			detail: l10n.t('Without them few objects of the shared state will match.'),
			picked: true,
			part: 'hashServer',
		},
		{
			label: l10n.t('Downloads'),
			description: 'DL_DIR',
			detail: l10n.t('Sources, for SOURCE_MIRROR_URL.'),
			picked: true,
			part: 'downloads',
		},
	];
	const chosen = await window.showQuickPick(items, {
		title,
		placeHolder: l10n.t('What to share, for reading only'),
		canPickMany: true,
	});
	if (chosen === undefined) return undefined;
	if (chosen.length === 0) {
		// Closing without a word would look as if something were shared.
		void showInformation(l10n.t('Nothing was ticked, so nothing is shared.'));
		return undefined;
	}
	const has = (part: keyof Parts): boolean => chosen.some((item) => item.part === part);
	return { sstate: has('sstate'), downloads: has('downloads'), hashServer: has('hashServer') };
}

/** A shared cache that no build is told about is of no use: offers the next step. */
async function offerBlock(info: SharingInfo): Promise<void> {
	const copy = l10n.t('Copy Block for Clients');
	const open = l10n.t('Open Block');
	const where = info.sstate ?? info.downloads ?? info.hashServer ?? '';
	const message = [l10n.t('The cache is shared at {0}.', where), ...info.notes].join(' ');
	const choice = await showInformation(message, copy, open);
	if (choice === copy) {
		await commands.executeCommand(COMMANDS.copyClientBlock);
	} else if (choice === open) {
		await window.showTextDocument(await workspace.openTextDocument({ content: info.block }));
	}
}
