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
import { plural } from './serverText';
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
	return [version, codename].filter((part) => part !== '').join(' ') || 'unknown';
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
			`Build directory ${build.label}`,
			build.localConf === null ? 'It has no conf/local.conf.' : `Release ${release}`,
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
		...(errors > 0 ? [plural(errors, 'error')] : []),
		...(warnings > 0 ? [plural(warnings, 'warning')] : []),
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
		tooltip: [`${text} in this build's configuration files`],
		command: { id: 'workbench.actions.view.problems', title: 'Show Problems', arguments: [] },
		children: [],
	};
}

function releaseNode({ uri, release }: BuildSnapshot): StatusNode {
	return {
		id: `${uri}#release`,
		label: `Release: ${releaseText(release)}`,
		description: release.source,
		icon: 'tag',
		tooltip: [`Yocto release ${releaseText(release)}`, release.source],
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
			...(value === null ? ['Not set'] : value === '' ? ['Empty'] : [{ code: value }]),
			...(isStatic ? [] : ['It holds Python, which only BitBake can evaluate.']),
			...(meaning === undefined ? [] : [meaning]),
			origin === null ? 'No file sets it.' : `Set in ${place}`,
		],
		...(origin !== null && {
			command: { id: COMMANDS.openOrigin, title: 'Open Configuration File', arguments: [origin] },
		}),
		children: [],
	};
}

/** Where the value comes from, in few words; a value that no file sets is the release's own. */
function placeOf({ value, origin }: EffectiveSetting): string | undefined {
	if (origin !== null) {
		return `${origin.label}:${origin.line}`;
	}
	return value === null ? undefined : 'default';
}

/** A mirror list can have hundreds of characters; a line of the view has about this many. */
const VALUE_LENGTH = 60;

function shortValue(value: string | null): string {
	if (value === null) {
		return 'not set';
	}
	const oneLine = value.replace(/\s+/g, ' ').trim();
	if (oneLine === '') {
		return 'empty';
	}
	return oneLine.length <= VALUE_LENGTH ? oneLine : `${oneLine.slice(0, VALUE_LENGTH - 1)}…`;
}
