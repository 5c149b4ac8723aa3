import type { Format } from './finding';
import { github } from './github';
import { json } from './json';
import { sarif } from './sarif';
import { text } from './text';

/** Every output format of `lint`, by the name `--format` takes. */
export const FORMATS: Readonly<Record<string, Format>> = { text, json, sarif, github };

export type { Format, ReportedFinding } from './finding';
