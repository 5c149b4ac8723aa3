import { l10n } from 'vscode';
import type { BuildSnapshot, ReleaseInfo, StatusSnapshot } from '../../../server/src/shared/state';
import { firstSteps } from './firstSteps';
import { lastBuildsNode } from './lastBuildsNode';
import { serverNode } from './serverNode';
import { settingNode } from './settingNode';
import { sharingNode } from './sharingNode';
import type { StatusNode } from './statusNode';

/** The roots of the status view; none when its welcome text says more. */
export function statusTree(snapshot: StatusSnapshot, isTrusted = true): readonly StatusNode[] {
	const { builds, server, loading, sharing } = snapshot;
	if (builds.length === 0 && (loading || server.kind === 'stopped')) {
		return [];
	}
	return [
		serverNode(server, firstSteps(snapshot, isTrusted)),
		...sharingNode(sharing),
		...builds.map((build) => buildNode(build, builds.length === 1)),
	];
}

/** A release for people, such as `5.0 scarthgap`. */
export function releaseText({ version, codename }: ReleaseInfo): string {
	return [version, codename].filter((part) => part !== '').join(' ') || l10n.t('unknown');
}

/** Release, machine and distro of a build, as far as they are known. */
export function buildDescription({ release, machine, distro }: BuildSnapshot): string {
	return [releaseText(release), machine, distro].filter(Boolean).join(' · ');
}

function buildNode(build: BuildSnapshot, isOnly: boolean): StatusNode {
	const problems = problemsText(build);
	const release = releaseText(build.release);
	return {
		id: build.uri,
		label: build.label,
		// The release has a line of its own; what is wrong must not be cut off behind it.
		description: problems ?? release,
		icon: 'folder',
		tooltip: [
			l10n.t('Build directory {0}', build.label),
			build.localConf === null
				? l10n.t('It has no conf/local.conf.')
				: l10n.t('Release {0}', release),
			...(problems === undefined ? [] : [problems]),
		],
		context: build.localConf === null ? 'build' : 'buildWithLocalConf',
		buildUri: build.uri,
		...(build.localConf !== null && {
			origin: { uri: build.localConf, line: 1, label: 'conf/local.conf' },
		}),
		children: [
			...(problems === undefined ? [] : [problemsNode(build, problems)]),
			...lastBuildsNode(build),
			releaseNode(build),
			...build.settings.map((setting) => settingNode(build, setting)),
		],
		expanded: isOnly,
	};
}

function problemsText({ problems: { errors, warnings } }: BuildSnapshot): string | undefined {
	const parts = [
		...(errors > 0 ? [errors === 1 ? l10n.t('1 error') : l10n.t('{0} errors', errors)] : []),
		...(warnings > 0
			? [warnings === 1 ? l10n.t('1 warning') : l10n.t('{0} warnings', warnings)]
			: []),
	];
	return parts.length === 0 ? undefined : parts.join(', ');
}

function problemsNode(build: BuildSnapshot, text: string): StatusNode {
	const severity = build.problems.errors > 0 ? 'error' : 'warning';
	return {
		id: `${build.uri}#problems`,
		label: text,
		icon: severity,
		color: severity === 'error' ? 'problemsErrorIcon.foreground' : 'problemsWarningIcon.foreground',
		tooltip: [l10n.t("{0} in this build's configuration files", text)],
		command: {
			id: 'workbench.actions.view.problems',
			title: l10n.t('Show Problems'),
			arguments: [],
		},
		children: [],
	};
}

function releaseNode({ uri, release }: BuildSnapshot): StatusNode {
	return {
		id: `${uri}#release`,
		label: l10n.t('Release: {0}', releaseText(release)),
		icon: 'tag',
		tooltip: [l10n.t('Yocto release {0}', releaseText(release)), release.source],
		children: [],
	};
}
