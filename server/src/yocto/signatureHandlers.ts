import * as l10n from '@vscode/l10n';
import { isFrom, type Release } from './releases';

/** A value of BB_SIGNATURE_HANDLER. */
export interface SignatureHandler {
	/** Case counts. */
	readonly name: string;
	/** Where it is defined. */
	readonly origin: 'BitBake' | 'OpenEmbedded-Core';
	/** The handler it extends. */
	readonly parent?: string;
	/** First and last Yocto version that has it; open ends are left out. */
	readonly from?: string;
	readonly until?: string;
	/** One sentence on what choosing it means. */
	readonly summary: string;
	/** Not meant for builds: debugging and tests. */
	readonly isForTests?: boolean;
}

/** The one that gives hash equivalence. */
export const EQUIVALENCE_HANDLER = 'OEEquivHash';

const HANDLERS: readonly SignatureHandler[] = [
	{
		name: 'OEEquivHash',
		origin: 'OpenEmbedded-Core',
		parent: 'OEBasicHash',
		from: '2.7',
		summary: l10n.t(
			'Task hashes with hash equivalence: asks the server in BB_HASHSERVE which outputs are equal. Recommended.',
		),
	},
	{
		name: 'OEBasicHash',
		origin: 'OpenEmbedded-Core',
		parent: 'basichash',
		summary: l10n.t(
			'Task hashes without hash equivalence: no server is asked, and any change rebuilds all that depends on it.',
		),
	},
	{
		name: 'OEBasic',
		origin: 'OpenEmbedded-Core',
		parent: 'basic',
		until: '4.1',
		summary: l10n.t('An old handler that does not put hashes into stamps; for debugging.'),
		isForTests: true,
	},
	{
		name: 'basichash',
		origin: 'BitBake',
		parent: 'basic',
		summary: l10n.t(
			'BitBake’s own task hashes, without what OpenEmbedded-Core knows of shared state.',
		),
		isForTests: true,
	},
	{
		name: 'basic',
		origin: 'BitBake',
		parent: 'noop',
		summary: l10n.t('Slow and without hashes in stamps; for debugging.'),
		isForTests: true,
	},
	{
		name: 'noop',
		origin: 'BitBake',
		summary: l10n.t('Computes nothing, so shared state never matches.'),
		isForTests: true,
	},
	{
		name: 'TestEquivHash',
		origin: 'BitBake',
		parent: 'basichash',
		from: '3.0',
		summary: l10n.t('A dummy for BitBake’s own tests.'),
		isForTests: true,
	},
	{
		name: 'TestMulticonfigDepends',
		origin: 'BitBake',
		parent: 'basichash',
		from: '3.2',
		until: '4.1',
		summary: l10n.t('A dummy for BitBake’s own tests.'),
		isForTests: true,
	},
];

/** The handlers of a release, the recommended one first. */
export function handlersOf(release: Release): readonly SignatureHandler[] {
	return HANDLERS.filter(
		({ from, until }) =>
			(from === undefined || isFrom(release, from)) &&
			(until === undefined || release.version === until || !isFrom(release, until)),
	);
}

/** The handler of that exact name, whatever the release. */
export function findHandler(name: string): SignatureHandler | undefined {
	return HANDLERS.find((handler) => handler.name === name);
}

const HANDLER_NAME = /^[ \t]+name\s*=\s*["']([^"']+)["']/gm;

/** What was found before: the two or three files of a build are asked for at every keystroke. */
const found = new Map<string, readonly string[]>();
const MAX_FOUND = 16;

/** The handler names that a Python file such as bb/siggen.py or oe/sstatesig.py defines. */
export function handlerNamesIn(python: string): readonly string[] {
	let names = found.get(python);
	if (!names) {
		names = Array.from(python.matchAll(HANDLER_NAME), (match) => match[1]!);
		if (found.size >= MAX_FOUND) found.clear();
		found.set(python, names);
	}
	return names;
}
