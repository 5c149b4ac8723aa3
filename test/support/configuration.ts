import { memoryReader } from '../../server/src/evaluation/reader';
import type { HostFiles, RuleContext, RuleProblem } from '../../server/src/rules/rule';
import { check } from '../../server/src/rules/run';
import { evaluateAlone, evaluateBuild } from '../../server/src/yocto/build';
import { findRelease, type Release } from '../../server/src/yocto/releases';

/** Where `lintText` puts the text. */
export const LOCAL_CONF = '/build/conf/local.conf';

/** Checks a text as a local.conf without its layers: poky's defaults stand behind it. */
export function lintText(text: string, release?: string): RuleProblem[] {
	return check(
		evaluateAlone(LOCAL_CONF, {
			release: releaseOf(release),
			reader: memoryReader({ [LOCAL_CONF]: text }),
			tolerant: true,
		}),
		{ files: [LOCAL_CONF] },
	);
}

/** What stands around a local.conf whose build is known. */
export interface Surroundings {
	readonly release?: string;
	/** More files, by path. With a bblayers.conf and layers the build is complete. */
	readonly files?: Readonly<Record<string, string>>;
	readonly host?: HostFiles;
	readonly reachability?: RuleContext['reachability'];
}

/** Checks a text as the local.conf of the build directory /build. */
export function lintBuild(
	text: string,
	{ release, files, host, reachability }: Surroundings = {},
): RuleProblem[] {
	const build = evaluateBuild('/build', {
		release: releaseOf(release),
		reader: memoryReader({ ...files, [LOCAL_CONF]: text }),
		tolerant: true,
	});
	return check(build, {
		files: [LOCAL_CONF],
		...(host ? { host } : {}),
		...(reachability ? { reachability } : {}),
	});
}

/** A small build with a layer: what bitbake.conf sets before and after local.conf, and a distro. */
export const LAYERS: Readonly<Record<string, string>> = {
	'/build/conf/bblayers.conf': 'BBPATH = "${TOPDIR}"\nBBLAYERS = "/src/meta"\n',
	'/src/meta/conf/layer.conf': 'BBPATH .= ":${LAYERDIR}"\n',
	'/src/meta/conf/bitbake.conf': `TMPDIR ?= "\${TOPDIR}/tmp"
PERSISTENT_DIR = "\${TOPDIR}/cache"
OVERRIDES = "\${MACHINE}:\${DISTRO}:forcevariable"
BB_RENAMED_VARIABLES[PNBLACKLIST] = "SKIP_RECIPE"
BB_RENAMED_VARIABLES[TUNEABI_WHITELIST] = "is a deprecated variable and support has been removed"
include conf/site.conf
include conf/auto.conf
include conf/local.conf
require conf/distro/poky.conf
DL_DIR ?= "\${TOPDIR}/downloads"
SSTATE_DIR ?= "\${TOPDIR}/sstate-cache"
INHERIT += "sanity"
`,
	'/src/meta/conf/distro/poky.conf': `BB_SIGNATURE_HANDLER ?= "OEEquivHash"
BB_HASHSERVE ??= "auto"
PRSERV_HOST = "localhost:0"
SSTATE_DIR:poky-ours = "/srv/ours"
`,
};

function releaseOf(name = 'scarthgap'): Release {
	const found = findRelease(name);
	if (!found) throw new Error(`no release ${name}`);
	return found;
}

/**
 * A configuration with marks below what should be found, one line each:
 *
 *     SSTATE_MIRRORS = "…"
 *     ^^^^^^^^^^^^^^ mirror-without-hashserv
 */
export interface Marked {
	readonly text: string;
	/** `LINE:COLUMN-END code`, 1-based, in order. */
	readonly marks: readonly string[];
}

/** Takes the marks out of a text. */
export function unmark(source: string): Marked {
	const kept: string[] = [];
	const marks: string[] = [];
	for (const line of source.replace(/^\n/, '').split('\n')) {
		const mark = /^( *)(\^+) ([a-z-]+)$/.exec(line);
		if (!mark) {
			kept.push(line);
			continue;
		}
		const [, blanks = '', carets = '', code = ''] = mark;
		marks.push(`${kept.length}:${blanks.length + 1}-${blanks.length + carets.length + 1} ${code}`);
	}
	return { text: kept.join('\n'), marks };
}

/** The findings of a text in the form of `Marked.marks`. */
export function marksOf(text: string, problems: readonly RuleProblem[]): string[] {
	return problems
		.map(({ span, code }) => {
			const before = text.slice(0, span.start).split('\n');
			const column = before.at(-1)!.length + 1;
			const isOneLine = !text.slice(span.start, span.end).includes('\n');
			const end = isOneLine ? column + span.end - span.start : '…';
			return { line: before.length, mark: `${before.length}:${column}-${end} ${code}` };
		})
		.sort((a, b) => a.line - b.line || (a.mark < b.mark ? -1 : 1))
		.map(({ mark }) => mark);
}
