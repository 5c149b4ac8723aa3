import * as l10n from '@vscode/l10n';
import type { Connection } from 'vscode-languageserver/node';
import { planCache } from '../connect/plan/planCache';
import { publicCache } from '../connect/plan/publicCache';
import type { CacheToUse } from '../connect/plan/wantedSettings';
import { ruleContext } from '../rules/run';
import {
	type CachePlan,
	type ChosenCache,
	FIND_CACHE,
	type FindCacheProgress,
	type FoundCache,
	PLAN_CACHE,
	type PlanCacheParams,
} from '../shared/connect';
import type { Release } from '../yocto/releases';
import { toEdit } from './convert';
import { type Attendance, onLongRequest, onRequest, refusal } from './requests';
import { pathOf, uriOf } from './uris';
import type { Workspace } from './workspace';

/** Asks a host what a build could use of it. The composition root hands in the real one. Undefined for a text that names no host. */
export type FindCache = (
	text: string,
	attendance: Attendance<FindCacheProgress>,
) => Promise<FoundCache | undefined>;

interface Parts {
	readonly connection: Connection;
	readonly workspace: Workspace;
	readonly findCache: FindCache;
	isTrusted(): boolean;
}

/** Answers the client's requests to find a shared cache, and to have a build use it. */
export function answerConnect({ connection, workspace, findCache, isTrusted }: Parts): void {
	const cancelled = l10n.t('The search was cancelled.');
	onLongRequest(connection, FIND_CACHE, cancelled, async ({ text }, attendance) => {
		if (!isTrusted()) throw refusal(l10n.t('Servers are asked only from a trusted workspace.'));
		const found = await findCache(text, attendance);
		if (found !== undefined) return found;
		throw refusal(
			l10n.t`"${text}" is no host: write a name such as build1.lan, HOST:PORT, or a URL that starts with http, https, ws or wss.`,
		);
	});
	onRequest(connection, PLAN_CACHE, (params) => plan(workspace, params));
}

function plan(workspace: Workspace, { buildUri, cache }: PlanCacheParams): CachePlan {
	const { builds } = workspace;
	const directory = pathOf(buildUri);
	const path = `${directory}/conf/local.conf`;
	if (!builds.isBuild(directory)) return impossible(l10n.t`${directory} is no build directory.`);
	const evaluated = builds.evaluate(directory);
	const { build } = evaluated;
	const file = build.evaluation.files.get(path);
	if (!file) return impossible(l10n.t`There is no conf/local.conf in ${directory} to write to.`);
	const chosen = cacheOf(cache, build.release);
	if ('impossible' in chosen) return impossible(chosen.impossible);
	const made = planCache(file.text, chosen, (text) => {
		const then = builds.readWith(evaluated, path, text);
		return {
			file: then.evaluation.files.get(path) ?? file,
			context: ruleContext(then, { files: [path] }),
		};
	});
	switch (made.kind) {
		case 'impossible':
			return made;
		case 'done':
			return {
				kind: 'done',
				message: l10n.t`${builds.labelOf(directory)} uses this cache already. Nothing has to be changed.`,
			};
		case 'edit':
			return {
				kind: 'edit',
				uri: workspace.openByPath(path)?.uri ?? uriOf(path),
				edits: made.edits.map((edit) => toEdit(edit, file.index)),
				notes: notesOf(chosen),
			};
	}
}

function cacheOf(
	cache: ChosenCache,
	release: Release,
): CacheToUse | { readonly impossible: string } {
	if (cache.kind === 'public') return publicCache(release);
	const { kind: _, ...chosen } = cache;
	return chosen;
}

function notesOf({ sstate, hashServer }: CacheToUse): string[] {
	const notes: string[] = [];
	if (hashServer !== undefined && /^wss?:/.test(hashServer)) {
		notes.push(l10n.t('BitBake needs the Python module websockets for this server.'));
	}
	if (sstate !== undefined && hashServer === undefined) {
		notes.push(
			l10n.t('Without the hash server that belongs to the shared state, few objects will match.'),
		);
	}
	return notes;
}

function impossible(reason: string): CachePlan {
	return { kind: 'impossible', reason };
}
