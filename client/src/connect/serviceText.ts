import { l10n } from 'vscode';
import type { FoundService, ServiceKind } from '../../../server/src/shared/connect';
import { roundTrip } from '../numbers';

/** What a part of a cache is called. */
export function kindText(kind: ServiceKind): string {
	switch (kind) {
		case 'hashServer':
			return l10n.t('Hash server');
		case 'sstate':
			return l10n.t('Shared state');
		case 'downloads':
			return l10n.t('Downloads');
	}
}

/** What is known of a part: who may use it, what is not certain, and how quick it is. */
export function serviceText(service: FoundService): string {
	const { latencyMs, isCertain } = service;
	return [
		accessText(service),
		...(isCertain ? [] : [l10n.t('not listed: may not be there')]),
		roundTrip(latencyMs),
	].join(' · ');
}

function accessText({ kind, login, may }: FoundService): string {
	switch (login) {
		case 'needed':
			return l10n.t('wants a login');
		case 'refused':
			return l10n.t('refuses the login in ~/.netrc');
		case 'known':
			return l10n.t('takes the login in ~/.netrc');
		case 'none':
			if (kind !== 'hashServer') return l10n.t('anybody may read');
			return may === 'administer'
				? l10n.t('anybody may look hashes up, and delete them')
				: l10n.t('anybody may look hashes up');
	}
}

/** The parts to use unless the user says otherwise: of each kind the first that is certain, open ones before others. */
export function likeliest(services: readonly FoundService[]): FoundService[] {
	const kinds: readonly ServiceKind[] = ['hashServer', 'sstate', 'downloads'];
	return kinds.flatMap((kind) => {
		const certain = services.filter((service) => service.kind === kind && service.isCertain);
		const open = certain.find(({ login }) => login === 'none' || login === 'known');
		return open ?? certain[0] ?? [];
	});
}
