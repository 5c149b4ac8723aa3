/** Times the language server's evaluation in one process; prints a JSON object of milliseconds. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Builds } from '../../../server/src/lsp/builds';
import { OpenFilesReader } from '../../../server/src/lsp/openFiles';
import { DEFAULT_SETTINGS } from '../../../server/src/shared/settings';

const directory = process.argv[2] ?? '';
const path = join(directory, 'conf/local.conf');
const original = readFileSync(path, 'utf8');
let text = original;
const reader = new OpenFilesReader({ get: (asked) => (asked === path ? text : undefined) });
const builds = new Builds(reader, { results: undefined }, DEFAULT_SETTINGS);
builds.evaluate(directory);

/** Median of several keystrokes at the end of a text. */
function keystroke(body: string, times: number): number {
	const taken: number[] = [];
	for (let i = 0; i < times; i++) {
		text = `${body}X = "${i}"\n`;
		const start = performance.now();
		builds.evaluate(directory);
		taken.push(performance.now() - start);
	}
	return taken.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}

const lines = (count: number): string =>
	Array.from({ length: count }, (_, i) => `VARIABLE_${i} = "\${MACHINE} ${i}"\n`).join('');
const mirrors = (count: number): string =>
	Array.from({ length: count }, (_, i) => `SSTATE_MIRRORS += "file://.* http://h${i}/PATH"\n`).join(
		'',
	);

process.stdout.write(
	JSON.stringify({
		edit: keystroke(original, 51),
		thousand: keystroke(original + lines(1000), 31),
		tenThousand: keystroke(original + lines(10_000), 9),
		hundredThousand: keystroke(original + lines(100_000), 3),
		mirrors: keystroke(original + mirrors(4000), 9),
		continued: keystroke(`${original}LONG = "${' x \\\n'.repeat(10_000)}"\n`, 5),
	}),
);
