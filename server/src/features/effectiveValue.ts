import * as l10n from '@vscode/l10n';
import { basename } from '../evaluation/path';
import type { BuildEvaluation } from '../yocto/build';
import { DEFAULTS_FILE } from '../yocto/defaults';

/** A variable's value in a build, for showing. */
export interface ShownValue {
	readonly name: string;
	readonly value: string | null;
	readonly isStatic: boolean;
	/** Why BitBake could not read it, if so. */
	readonly error?: string;
	readonly origin: ShownOrigin | null;
}

export interface ShownOrigin {
	/** Undefined when no file on disk sets it: the value is poky's default, known without its layer. */
	readonly file: string | undefined;
	/** 1-based; 0 without a file. */
	readonly line: number;
	/** `conf/local.conf`, `poky.conf`, `poky’s default`. */
	readonly label: string;
	readonly operator: string;
}

/** The effective value of a variable and the line that gave it. */
export function effectiveValue(build: BuildEvaluation, name: string): ShownValue {
	const { data } = build.evaluation;
	const found = data.get(name);
	const origin = data.origin(name);
	return {
		name,
		value: found && found.error === undefined ? found.value : null,
		isStatic: found?.isStatic ?? true,
		...(found?.error === undefined ? {} : { error: found.error }),
		origin: origin
			? {
					file: origin.file === DEFAULTS_FILE ? undefined : origin.file,
					line: origin.file === DEFAULTS_FILE ? 0 : origin.line,
					label: labelOf(build, origin.file),
					operator: origin.operator,
				}
			: null,
	};
}

/** How a file is named to people: relative to the build directory, else its own name. */
export function labelOf({ directory }: BuildEvaluation, file: string): string {
	if (file === DEFAULTS_FILE) return l10n.t('poky’s default');
	if (directory !== '' && file.startsWith(`${directory}/`)) return file.slice(directory.length + 1);
	return basename(file);
}
