import { l10n, type QuickPickItem, window } from 'vscode';
import type { FoundCache, FoundService } from '../../../server/src/shared/connect';
import { kindText, likeliest, serviceText } from './serviceText';

interface ServiceItem extends QuickPickItem {
	readonly service: FoundService;
}

/** Shows what was found and lets the user tick what to use, one of each kind; undefined when nothing is wanted. */
export function pickServices(
	title: string,
	{ host, services }: FoundCache,
): Promise<readonly FoundService[] | undefined> {
	const pick = window.createQuickPick<ServiceItem>();
	const items = services.map(itemOf);
	const usual = likeliest(services);
	pick.title = title;
	// Not both in one line, which the number of ticks covers the end of.
	pick.placeholder = l10n.t('Tick what this build uses');
	pick.prompt = l10n.t('Found at {0}', host);
	pick.canSelectMany = true;
	pick.matchOnDetail = true;
	pick.ignoreFocusOut = true;
	pick.items = items;
	pick.selectedItems = items.filter(({ service }) => usual.includes(service));
	let selected: readonly ServiceItem[] = pick.selectedItems;
	return new Promise((resolve) => {
		pick.onDidChangeSelection((next) => {
			const kept = oneOfEach(selected, next);
			selected = kept;
			if (kept.length !== next.length) pick.selectedItems = kept;
		});
		pick.onDidAccept(() => {
			if (selected.length === 0) {
				// Closing without a word would look as if something had been done.
				pick.prompt = l10n.t('Tick at least one, or press Escape to change nothing.');
				return;
			}
			resolve(selected.map(({ service }) => service));
			pick.hide();
		});
		pick.onDidHide(() => {
			resolve(undefined);
			pick.dispose();
		});
		pick.show();
	});
}

function itemOf(service: FoundService): ServiceItem {
	const { kind, address } = service;
	return {
		label: `$(${ICONS[kind]}) ${kindText(kind)}: ${address}`,
		detail: serviceText(service),
		service,
	};
}

const ICONS = { hashServer: 'server', sstate: 'package', downloads: 'cloud-download' } as const;

/** What was ticked last takes the place of another of its kind. */
function oneOfEach(
	before: readonly ServiceItem[],
	now: readonly ServiceItem[],
): readonly ServiceItem[] {
	const news = now.filter((item) => !before.includes(item));
	return now.filter(
		(item) =>
			news.includes(item) || !news.some(({ service }) => service.kind === item.service.kind),
	);
}
