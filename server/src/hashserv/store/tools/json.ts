import { OUTPUT_FIELDS, type Task, type TaskOutput } from './tasks';

/** Reads one line of an export: a task, or what is wrong with the line. */
export function readTask(line: string): Task | string {
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch {
		return 'it is not JSON';
	}
	if (!isObject(value)) return 'it is not an object';
	const { method, taskhash, unihash, outputs } = value;
	if (typeof method !== 'string') return '"method" must be a string';
	if (typeof taskhash !== 'string') return '"taskhash" must be a string';
	if (unihash !== undefined && typeof unihash !== 'string') return '"unihash" must be a string';
	if (!Array.isArray(outputs)) return '"outputs" must be an array';
	for (const output of outputs) {
		const problem = problemOf(output);
		if (problem !== null) return problem;
	}
	return {
		method,
		taskhash,
		...(unihash === undefined ? {} : { unihash }),
		outputs: outputs as TaskOutput[],
	};
}

function problemOf(output: unknown): string | null {
	if (!isObject(output)) return 'an output is not an object';
	if (typeof output.outhash !== 'string') return 'an output has no "outhash"';
	const wrong = OUTPUT_FIELDS.find(
		(name) => output[name] !== undefined && typeof output[name] !== 'string',
	);
	return wrong === undefined ? null : `"${wrong}" of an output must be a string`;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
