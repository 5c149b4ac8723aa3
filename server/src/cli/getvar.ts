import { parseArgs } from 'node:util';
import { type Command, UsageError } from './io';
import { buildDirectoryOption, evaluateBuildDirectory, releaseOption } from './target';

export const USAGE = `usage: hashequiv getvar --build-dir DIR [--json] [--release NAME] NAME...

The effective value of variables in a build, read through bblayers.conf, the
layers' layer.conf, bitbake.conf and all it includes, with where it comes from.

  --json  one object per name: {NAME: {value, raw, static, file, line, operator}}

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
}

export const getvar: Command = async (argv, io) => {
	const { values, positionals } = parseArgs({
		args: [...argv],
		allowPositionals: true,
		options: {
			'build-dir': { type: 'string' },
			json: { type: 'boolean', default: false },
			release: { type: 'string' },
		},
	});
	if (values['build-dir'] === undefined) throw new UsageError('--build-dir is missing');
	if (positionals.length === 0) throw new UsageError('name at least one variable');
	const directory = buildDirectoryOption(values['build-dir'], io);
	const build = evaluateBuildDirectory(directory, releaseOption(values.release), io);
	const { evaluation, isComplete, missingLayers } = build;

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
		positionals.map((name): [string, Described] => {
			const found = evaluation.data.get(name);
			const origin = evaluation.data.origin(name);
			return [
				name,
				{
					value: found && found.error === undefined ? found.value : null,
					raw: evaluation.data.raw(name) ?? null,
					static: found?.isStatic ?? true,
					file: origin?.file ?? null,
					line: origin?.line ?? null,
					operator: origin?.operator ?? null,
					...(found?.error === undefined ? {} : { error: found.error }),
				},
			];
		}),
	);
	if (values.json) io.stdout(`${JSON.stringify(described, null, 2)}\n`);
	else for (const [name, variable] of Object.entries(described)) io.stdout(asText(name, variable));
	return Object.values(described).every(({ value }) => value !== null) && !evaluation.failed
		? 0
		: 1;
};

function asText(
	name: string,
	{ value, static: isStatic, file, line, operator, error }: Described,
): string {
	if (error !== undefined) return `# ${name} cannot be expanded: ${error}\n`;
	if (value === null) return `# ${name} is not set\n`;
	const from = file === null ? '' : `# ${file}:${line} (${operator})\n`;
	const unknown = isStatic ? '' : '# holds Python that only BitBake can evaluate\n';
	return `${from}${unknown}${name}="${value}"\n`;
}
