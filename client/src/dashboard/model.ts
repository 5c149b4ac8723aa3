import { l10n } from 'vscode';
import type { MetricsSample, OwnSample, RemoteSample } from '../../../server/src/shared/dashboard';
import type { ServerState } from '../../../server/src/shared/state';
import { databaseProblemText } from '../status/serverText';
import { clientsSection } from './clientsSection';
import { databaseSection } from './databaseSection';
import type { History } from './history';
import { remoteSections } from './remoteSections';
import { trafficSection } from './trafficSection';
import { upstreamSection } from './upstreamSection';
import type { Action, DashboardView, Section, Words } from './view';

/** The dashboard of a server as it was last seen. */
export function dashboardView(sample: MetricsSample, history: History): DashboardView {
	return {
		title: l10n.t('Hash server'),
		state: stateOf(sample),
		notes: notesOf(sample),
		actions: actionsOf(sample),
		sections: sectionsOf(sample, history),
		words: words(),
	};
}

function stateOf(sample: MetricsSample): DashboardView['state'] {
	switch (sample.kind) {
		case 'own':
			return {
				text: sample.isDetached
					? l10n.t('Running on its own at {0}', sample.address)
					: l10n.t('Running in this window at {0}', sample.address),
				...(databaseProblemText(sample.metrics.stats) === undefined
					? { icon: 'pass-filled', tone: 'good' }
					: { icon: 'warning', tone: 'bad' }),
			};
		case 'remote':
			return { text: l10n.t('Answering at {0}', sample.address), icon: 'plug', tone: 'good' };
		case 'unreachable':
			return { text: l10n.t('No answer from {0}', sample.address), icon: 'error', tone: 'bad' };
		case 'none':
			return noServer(sample.state);
	}
}

function noServer({ kind }: ServerState): DashboardView['state'] {
	switch (kind) {
		case 'starting':
			return { text: l10n.t('Starting'), icon: 'loading', tone: 'plain' };
		case 'stopping':
			return { text: l10n.t('Stopping'), icon: 'loading', tone: 'plain' };
		case 'failed':
			return { text: l10n.t('Could not start'), icon: 'error', tone: 'bad' };
		default:
			return { text: l10n.t('Not running'), icon: 'circle-slash', tone: 'plain' };
	}
}

function notesOf(sample: MetricsSample): string[] {
	switch (sample.kind) {
		case 'own':
			return ownNotes(sample);
		case 'remote':
			return [remoteNote(sample)];
		case 'unreachable':
			return [
				sample.reason,
				l10n.t(
					'Builds that use this server find nothing and build everything until it answers. It is asked again every second.',
				),
			];
		case 'none':
			return [
				...(sample.state.kind === 'failed' ? [sample.state.message] : []),
				l10n.t(
					'While the hash server runs, this shows what builds ask of it, how often it knows an answer and how fast, who is connected, how the database grows, and how many rebuilds it has saved.',
				),
			];
	}
}

function ownNotes({ metrics: { stats } }: OwnSample): string[] {
	const problem = databaseProblemText(stats);
	return problem === undefined ? [] : [problem];
}

function remoteNote({ requests }: RemoteSample): string {
	return requests === null
		? l10n.t('This server does not tell strangers its figures: that needs the permission @read.')
		: l10n.t(
				'This server was not started by this window, so only what the protocol tells is shown: no clients, no hit rate and no percentiles.',
			);
}

function actionsOf(sample: MetricsSample): Action[] {
	const choose: Action = { id: 'chooseServer', label: l10n.t('Choose Server...'), icon: 'server' };
	const log: Action = { id: 'showLog', label: l10n.t('Show Log'), icon: 'output' };
	switch (sample.kind) {
		case 'own':
		case 'remote':
			return [{ id: 'explore', label: l10n.t('Explore Equivalences'), icon: 'search' }, choose];
		case 'unreachable':
			return [choose, log];
		case 'none': {
			const isMoving = sample.state.kind === 'starting' || sample.state.kind === 'stopping';
			const start: Action = {
				id: 'start',
				label: l10n.t('Start Hash Server'),
				icon: 'play',
				isMain: true,
			};
			return [
				...(isMoving ? [] : [start]),
				choose,
				...(sample.state.kind === 'failed' ? [log] : []),
			];
		}
	}
}

function sectionsOf(sample: MetricsSample, history: History): Section[] {
	if (sample.kind === 'remote') return remoteSections(sample, history);
	if (sample.kind !== 'own') return [];
	const { upstream } = sample.metrics.stats;
	return [
		trafficSection(sample, history),
		databaseSection(sample, history),
		...(upstream === undefined
			? []
			: [upstreamSection(upstream, sample.upstreamRoundTrip ?? null)]),
		clientsSection(sample),
	];
}

function words(): Words {
	return {
		explain: l10n.t('Explain the Numbers'),
		time: l10n.t('Time'),
		asTable: l10n.t('As a table'),
	};
}
