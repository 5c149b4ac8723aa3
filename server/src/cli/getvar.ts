import type { DataStore } from '../evaluation/dataStore';
import { doubtAnonymous } from '../evaluation/eventHandlers';
import { provenance } from '../evaluation/provenance';
import { DiskReader } from '../files/diskReader';
import { splitWords } from '../text/whitespace';
import { isFrom } from '../yocto/releases';
import { startedServer } from '../yocto/startedServer';
import { describeStep, historyText, type PrintedStep } from './history';
import { type Command, UsageError } from './io';
import { parseOptions } from './options';
import { buildDirectoryOption, evaluateBuildDirectory, releaseOption } from './target';

export const USAGE = `usage: hashequiv getvar [--build-dir DIR] [--mc NAME] [--history] [--json] [--release NAME] NAME...

The effective value of variables in a build, read through bblayers.conf, the
layers' layer.conf, bitbake.conf and all it includes and the classes of INHERIT,
with where it comes from. For BB_HASHSERVE = "auto" it is the address that
BitBake puts there when it starts.

  --build-dir DIR  the build (the current folder)
  --release NAME   code name or version; otherwise the build's own
  --mc NAME        as the multiconfig NAME of BBMULTICONFIG sees it
  --history        every assignment in reading order, and what became of it
  --json           one object per name:
                   {NAME: {value, raw, static, file, line, operator}}, with --history
                   also history: [{file, line, variable, flag, operator, value, fate, by}]

Exit code: 0 all have a value, 1 one has none, 2 wrong usage.
`;

/** A variable as the command prints it. */
interface Described {
	readonly value: string | null;
	readonly raw: string | null;
	readonly static: boolean;
	readonly file: string | null;
	readonly line: number | null;
	readonly operator: string | null;
	readonly error?: string;
	readonly history?: readonly PrintedStep[];
}

export const getvar: Command = async (argv, io) => {
	const { values, positionals } = parseOptions({
		args: [...argv],
		allowPositionals: true,
		options: {
			'build-dir': { type: 'string' },
			mc: { type: 'string' },
			history: { type: 'boolean', default: false },
			json: { type: 'boolean', default: false },
			release: { type: 'string' },
		},
	});
	if (positionals.length === 0) throw new UsageError('name at least one variable');
	const directory = buildDirectoryOption(values['build-dir'], io);
	const multiconfig = values.mc === undefined || values.mc === '' ? {} : { multiconfig: values.mc };
	const build = evaluateBuildDirectory(directory, releaseOption(values.release), io, multiconfig);
	const { evaluation, isComplete, missingLayers } = build;
	const { data } = evaluation;
	// From 5.2 on bitbake-getvar shows variables as they are after these functions.
	if (
		isFrom(build.release, '5.2') &&
		!doubtAnonymous(data, evaluation.anonymous, new DiskReader())
	) {
		data.markUncertain();
	}
	if (multiconfig.multiconfig !== undefined) mustBeMulticonfig(multiconfig.multiconfig, data);

	// BitBake answers nothing after an error; here the rest may still help, on standard error.
	for (const { file, line, message } of evaluation.problems)
		io.stderr(`${file}:${line}: ${message}\n`);
	for (const layer of missingLayers) io.stderr(`the layer ${layer} of BBLAYERS does not exist\n`);
	if (!isComplete) {
		io.stderr(
			'no conf/bitbake.conf was found through BBLAYERS: values are those of conf/ with poky’s defaults behind them\n',
		);
	}

	const described = Object.fromEntries(
		positionals.map((name): [string, Described] => [name, describe(name, data, values.history)]),
	);
	if (values.json) io.stdout(`${JSON.stringify(described, null, 2)}\n`);
	else for (const [name, variable] of Object.entries(described)) io.stdout(asText(name, variable));
	return Object.values(described).every(({ value }) => value !== null) && !evaluation.failed
		? 0
		: 1;
};

function mustBeMulticonfig(name: string, data: DataStore): void {
	const known = splitWords(data.get('BBMULTICONFIG')?.value ?? '');
	if (known.includes(name)) return;
	const what = known.length > 0 ? `there are ${known.join(', ')}` : 'BBMULTICONFIG names none';
	throw new UsageError(`this build has no multiconfig "${name}": ${what}`);
}

function describe(name: string, data: DataStore, withHistory: boolean): Described {
	const found = data.get(name);
	const origin = data.origin(name);
	const started = name === 'BB_HASHSERVE' ? startedServer(data) : undefined;
	return {
		value: found && found.error === undefined ? (started ?? found.value) : null,
		raw: data.raw(name) ?? null,
		static: found?.isStatic ?? true,
		file: origin?.file ?? null,
		line: origin?.line ?? null,
		operator: origin?.operator ?? null,
		...(found?.error === undefined ? {} : { error: found.error }),
		...(withHistory ? { history: provenance(data, name).map(describeStep) } : {}),
	};
}

function asText(
	name: string,
	{ value, static: isStatic, file, line, operator, error, history }: Described,
): string {
	const past = history === undefined ? '' : historyText(name, history);
	if (error !== undefined) return `${past}# ${name} cannot be expanded: ${error}\n`;
	if (value === null) return `${past}# ${name} is not set\n`;
	const from = file === null || history !== undefined ? '' : `# ${file}:${line} (${operator})\n`;
	const unknown = isStatic
		? ''
		: '# not known: only BitBake can run the Python that this value holds or may be changed by\n';
	return `${past}${from}${unknown}${name}="${value}"\n`;
}
