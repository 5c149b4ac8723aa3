import { resolve } from 'node:path';
import type { DataStore } from '../evaluation/dataStore';
import { Evaluation } from '../evaluation/evaluate';
import { DiskReader } from '../files/diskReader';
import { DEFAULT_RELEASE, dialectFor, isFrom } from '../yocto/releases';
import { type Command, UsageError } from './io';
import { parseOptions } from './options';
import { releaseOption } from './target';

export const USAGE = `usage: hashequiv eval --json [--release NAME] [--bbpath A:B] [--set NAME=VALUE]... [--mc NAME] [--no-follow] FILE...

Reads configuration files one by one as BitBake would, and prints one JSON
object per line and file:

  {file, release, ok, problems: [{code, severity, line, message}],
   variables: {NAME: {value, raw, static, flags, history: [{file, line, operator}]}}}

line is BitBake's: the last physical line of the statement. value is expanded;
Python that cannot be known without BitBake stays as text and makes static
false; unknownFlags lists the flags in which := left such text. After an error
that stops BitBake ok is false and variables is empty.

  --release NAME      code name or version; ${DEFAULT_RELEASE.codename} otherwise
  --bbpath A:B        where include and require look
  --set NAME=VALUE    a variable that is set beforehand; may be given often
  --mc NAME           the multiconfig to read for, which sets BB_CURRENT_MC
  --no-follow         do not read included files
`;

export const evaluate: Command = async (argv, io) => {
	const { values, positionals } = parseOptions({
		args: [...argv],
		allowPositionals: true,
		options: {
			json: { type: 'boolean', default: false },
			release: { type: 'string' },
			bbpath: { type: 'string' },
			set: { type: 'string', multiple: true, default: [] },
			mc: { type: 'string' },
			'no-follow': { type: 'boolean', default: false },
		},
	});
	if (!values.json) throw new UsageError('the only output format is JSON: add --json');
	if (positionals.length === 0) throw new UsageError('name at least one file');
	const release = releaseOption(values.release) ?? DEFAULT_RELEASE;
	const presets = values.set.map(parsePreset);
	if (values.mc !== undefined) presets.push(['BB_CURRENT_MC', values.mc]);
	if (values.bbpath !== undefined) presets.push(['BBPATH', values.bbpath]);

	// Up to Yocto 3.4 BitBake's reader set TOPDIR itself where nothing else had.
	if (!isFrom(release, '4.0') && !presets.some(([variable]) => variable === 'TOPDIR')) {
		presets.push(['TOPDIR', io.cwd]);
	}

	for (const name of positionals) {
		const evaluation = new Evaluation({
			dialect: dialectFor(release),
			reader: new DiskReader(),
			follow: !values['no-follow'],
		});
		for (const [variable, value] of presets) evaluation.data.setInternal(variable, value);
		const ok = evaluation.run(resolve(io.cwd, name));
		const problems = evaluation.problems.map(({ code, severity, line, message }) => ({
			code,
			severity,
			line,
			message,
		}));
		const variables = ok ? describe(evaluation.data) : {};
		io.stdout(
			`${JSON.stringify({ file: name, release: release.codename, ok, problems, variables })}\n`,
		);
	}
	return 0;
};

function parsePreset(text: string): [string, string] {
	const at = text.indexOf('=');
	if (at <= 0) throw new UsageError(`--set takes NAME=VALUE, not "${text}"`);
	return [text.slice(0, at), text.slice(at + 1)];
}

/** Every variable with a value or flags, but those BitBake keeps for itself. */
function describe(data: DataStore): Record<string, unknown> {
	const variables: Record<string, unknown> = {};
	for (const name of data.names()) {
		if (name === 'FILE') continue;
		const found = data.get(name);
		const flags = data.flags(name);
		const unknownFlags = [...flags.keys()].filter((flag) => data.isFlagUnknown(name, flag));
		variables[name] = {
			value: found?.error === undefined ? (found?.value ?? null) : null,
			raw: data.raw(name) ?? null,
			static: found?.isStatic ?? true,
			flags: Object.fromEntries(flags),
			...(unknownFlags.length > 0 ? { unknownFlags } : {}),
			history: data.history(name).map(({ file, line, operator }) => ({ file, line, operator })),
			...(found?.error === undefined ? {} : { error: found.error }),
		};
	}
	return variables;
}
