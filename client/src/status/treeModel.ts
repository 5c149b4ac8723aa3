import { l10n } from 'vscode';
import { COMMANDS } from '../../../server/src/shared/commands';
import type {
	BuildSnapshot,
	EffectiveSetting,
	ReleaseInfo,
	StatusSnapshot,
} from '../../../server/src/shared/state';
import { firstSteps } from './firstSteps';
import { lastBuildsNode } from './lastBuildsNode';
import { serverNode } from './serverNode';
import { sharingNode } from './sharingNode';
import type { StatusNode } from './statusNode';

/** The roots of the status view; none when its welcome text says more. */
export function statusTree(snapshot: StatusSnapshot): readonly StatusNode[] {
	const { builds, server, loading, sharing } = snapshot;
	if (builds.length === 0 && (loading || server.kind === 'stopped')) {
		return [];
	}
	return [
		serverNode(server, firstSteps(snapshot)),
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
		description: problems === undefined ? release : `${release}, ${problems}`,
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
		description: release.source,
		icon: 'tag',
		tooltip: [l10n.t('Yocto release {0}', releaseText(release)), release.source],
		children: [],
	};
}

function settingNode(build: BuildSnapshot, setting: EffectiveSetting): StatusNode {
	const { name, value, isStatic, origin, meaning } = setting;
	const place = placeOf(setting);
	return {
		id: `${build.uri}#${name}`,
		label: `${name}: ${shortValue(value)}`,
		...(place !== undefined && { description: place }),
		icon: isStatic ? 'symbol-variable' : 'question',
		tooltip: [
			name,
			...(value === null
				? [l10n.t('Not set')]
				: value === ''
					? [l10n.t('Empty')]
					: [{ code: value }]),
			...(isStatic ? [] : [l10n.t('It holds Python, which only BitBake can evaluate.')]),
			...(meaning === undefined ? [] : [meaning]),
			origin === null
				? l10n.t('No file sets it.')
				: l10n.t('Set in {0}', `${origin.label}:${origin.line}`),
		],
		...(origin !== null && {
			command: {
				id: COMMANDS.openOrigin,
				title: l10n.t('Open Configuration File'),
				arguments: [origin],
			},
		}),
		children: [],
	};
}

/** Where the value comes from, in few words; a value that no file sets is the release's own. */
function placeOf({ value, origin }: EffectiveSetting): string | undefined {
	if (origin !== null) {
		return `${origin.label}:${origin.line}`;
	}
	return value === null ? undefined : l10n.t('default');
}

/** A mirror list can have hundreds of characters; a line of the view has about this many. */
const VALUE_LENGTH = 60;

function shortValue(value: string | null): string {
	if (value === null) {
		return l10n.t('not set');
	}
	const oneLine = value.replace(/\s+/g, ' ').trim();
	if (oneLine === '') {
		return l10n.t('empty');
	}
	return oneLine.length <= VALUE_LENGTH ? oneLine : `${oneLine.slice(0, VALUE_LENGTH - 1)}…`;
}
