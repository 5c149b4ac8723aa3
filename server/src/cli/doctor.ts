import { markdownText } from '../doctor/formats/markdown';
import { terminalText } from '../doctor/formats/terminal';
import { createPatient } from '../doctor/patient';
import { examine } from '../doctor/run';
import type { DoctorProgress } from '../shared/doctor';
import { type Command, type Io, UsageError } from './io';
import { loginFor, readNetrc } from './netrc';
import { parseOptions } from './options';
import { buildDirectoryOption, releaseOption } from './target';

export const USAGE = `usage: hashequiv doctor [--build-dir DIR] [--json | --markdown] [OPTION]...

Checks all that decides whether a build finds its shared state: the settings and
where they come from, the hash equivalence server, the mirrors, the database,
clocks and Python. Changes nothing. Users, passwords and tokens are not printed.

  --build-dir DIR    the build (the current folder)
  --json             a report for programs; docs/doctor.md describes it
  --markdown         a report for a ticket
  --timeout SECONDS  how long a server or a mirror may take for an answer (4)
  --release NAME     code name or version; otherwise the build's own
  --progress         tell on standard error, as a JSON object per line, which
                     check has ended: {done, total, title}

Exit code: 0 no problem, 1 at least one problem, 2 wrong usage.
`;

export const doctor: Command = async (argv, io) => {
	const { values } = parseOptions({
		args: [...argv],
		options: {
			'build-dir': { type: 'string' },
			json: { type: 'boolean', default: false },
			markdown: { type: 'boolean', default: false },
			timeout: { type: 'string' },
			release: { type: 'string' },
			progress: { type: 'boolean', default: false },
		},
	});
	if (values.json && values.markdown) throw new UsageError('choose one of --json and --markdown');
	const timeoutMs = timeoutOption(values.timeout);
	const release = releaseOption(values.release);
	// Who may read the file is a matter of the commands that log in.
	const netrc = readNetrc(io.env, () => {});
	const patient = createPatient(buildDirectoryOption(values['build-dir'], io), {
		env: io.env,
		login: (address) => loginFor(netrc, address, 'with default'),
		...(release ? { release } : {}),
		...(timeoutMs === undefined ? {} : { timeoutMs }),
	});
	const onProgress = progressOf(io, values.progress);
	const report = await examine(patient, onProgress ? { onProgress } : {});
	if (values.json) io.stdout(`${JSON.stringify(report, null, 2)}\n`);
	else if (values.markdown) io.stdout(markdownText(report));
	else io.stdout(terminalText(report, hasColors(io)));
	return report.counts.problem > 0 ? 1 : 0;
};

function timeoutOption(text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	const seconds = Number(text);
	// More than setTimeout can count would be no time at all.
	if (text.trim() === '' || !(seconds > 0) || seconds > 3600) {
		throw new UsageError(`--timeout ${text}: seconds, more than 0 and at most 3600, are needed`);
	}
	return seconds * 1000;
}

/** For a program on request; for a person on one line that is wiped in the end. */
function progressOf(
	{ stderr, terminal }: Io,
	asJson: boolean,
): ((progress: DoctorProgress) => void) | undefined {
	if (asJson) return (progress) => stderr(`${JSON.stringify(progress)}\n`);
	if (!terminal?.stderr) return undefined;
	return ({ done, total, title }) =>
		stderr(done === total ? '\r\x1b[K' : `\r\x1b[K${done} of ${total}: ${title}`);
}

function hasColors({ env, terminal }: Io): boolean {
	return terminal?.stdout === true && !env.NO_COLOR && env.TERM !== 'dumb';
}
