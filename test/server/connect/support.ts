import {
	type EvaluateWith,
	type Plan,
	planCache,
} from '../../../server/src/connect/plan/planCache';
import type { CacheToUse } from '../../../server/src/connect/plan/wantedSettings';
import { memoryReader } from '../../../server/src/evaluation/reader';
import { ruleContext } from '../../../server/src/rules/run';
import { applyEdits } from '../../../server/src/text/edit';
import { evaluateBuild } from '../../../server/src/yocto/build';
import { findRelease } from '../../../server/src/yocto/releases';
import { LAYERS, LOCAL_CONF } from '../../support/configuration';

/** What the configuration of a small build is, as if its local.conf held a text. */
export function evaluator(release: string, files = LAYERS): EvaluateWith {
	return (text) => {
		const build = evaluateBuild('/build', {
			release: findRelease(release)!,
			reader: memoryReader({ ...files, [LOCAL_CONF]: text }),
			tolerant: true,
		});
		const file = build.evaluation.files.get(LOCAL_CONF);
		if (!file) throw new Error('local.conf was not read');
		return { file, context: ruleContext(build, { files: [LOCAL_CONF] }) };
	};
}

export function plan(text: string, cache: CacheToUse, release = 'scarthgap', files = LAYERS): Plan {
	return planCache(text, cache, evaluator(release, files));
}

/** The text with the plan carried out; fails for a plan without edits. */
export function planned(
	text: string,
	cache: CacheToUse,
	release = 'scarthgap',
	files = LAYERS,
): string {
	const made = plan(text, cache, release, files);
	if (made.kind !== 'edit') throw new Error(JSON.stringify(made));
	return applyEdits(text, made.edits);
}

/** The effective values of a text's configuration. */
export function values(text: string, release: string, ...names: string[]): (string | undefined)[] {
	const { data } = evaluator(release)(text).context;
	return names.map((name) => data.get(name)?.value.trim());
}
