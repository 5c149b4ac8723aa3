import { Evaluation } from '../../server/src/evaluation/evaluate';
import { memoryReader } from '../../server/src/evaluation/reader';
import { dialectFor, findRelease } from '../../server/src/yocto/releases';

/** Name of the file that `evaluateText` puts the text in. */
export const FILE = '/conf/test.conf';

/** Evaluates a text as BitBake of a release would, beside other files in memory. */
export function evaluateText(
	text: string,
	options: { release?: string; files?: Record<string, string>; tolerant?: boolean } = {},
): Evaluation {
	const release = findRelease(options.release ?? 'blacksail');
	if (!release) throw new Error(`no release ${options.release}`);
	const evaluation = new Evaluation({
		dialect: dialectFor(release),
		reader: memoryReader({ [FILE]: text, ...options.files }),
		tolerant: options.tolerant ?? false,
	});
	evaluation.data.setInternal('BBPATH', '/layer');
	evaluation.run(FILE);
	return evaluation;
}
