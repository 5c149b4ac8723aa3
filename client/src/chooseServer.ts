import { l10n, window } from 'vscode';
import { addressOf, type StatusSnapshot } from '../../server/src/shared/state';
import { serverText } from './status/serverText';

/** The server of this window, or another's address. */
export type ServerChoice = { readonly address: string | undefined };

/** Asks which server to look at; undefined when the user leaves it. */
export async function chooseServer({
	server,
	builds,
}: StatusSnapshot): Promise<ServerChoice | undefined> {
	const own = addressOf(server);
	const others = new Set(
		builds.flatMap(({ settings }) =>
			settings
				.filter(({ name }) => name === 'BB_HASHSERVE' || name === 'BB_HASHSERVE_UPSTREAM')
				.map(({ value }) => value?.trim() ?? ''),
		),
	);
	const items = [
		{
			label: l10n.t('The server of this window'),
			description: serverText(server),
			address: undefined,
		},
		...[...others]
			.filter((address) => isAddress(address) && address !== own)
			.map((address) => ({
				label: address,
				description: l10n.t('used by a build'),
				address,
			})),
	];
	const other = { label: l10n.t('Another server...'), description: '', address: undefined };
	const choice = await window.showQuickPick([...items, other], {
		title: l10n.t('Choose Server'),
		placeHolder: l10n.t('Which hash equivalence server to look at'),
	});
	if (choice !== other) return choice;
	const address = await window.showInputBox({
		title: l10n.t('Choose Server'),
		prompt: l10n.t('The address as a build has it in BB_HASHSERVE'),
		placeHolder: 'hashserv.example.org:8686',
		validateInput: (value) =>
			isAddress(value.trim())
				? undefined
				: l10n.t('Write HOST:PORT, ws://…, wss://… or unix://PATH.'),
	});
	return address === undefined ? undefined : { address: address.trim() };
}

function isAddress(text: string): boolean {
	return /^(wss?:\/\/.+|unix:\/\/.+|[^\s$]+:\d{1,5})$/.test(text);
}
