import * as l10n from '@vscode/l10n';
import { splitWords } from '../../text/whitespace';
import { OLD_PUBLIC_SERVER, PUBLIC_SERVER } from '../../yocto/address';
import { isFrom } from '../../yocto/releases';
import { type Setting, sharedCacheSettings } from '../../yocto/sharedCacheBlock';
import { EQUIVALENCE_HANDLER } from '../../yocto/signatureHandlers';
import { effectiveValue } from '../effectiveValue';
import { baseName, type View } from '../view';
import { PUBLIC_MIRROR } from './mirrors';
import { asSnippet, lineEnd, type Suggestion, type TypedLine } from './suggestion';

/** Several lines for one purpose. */
interface Task {
	readonly label: string;
	readonly detail: string;
	/** Further words that find it. */
	readonly words: string;
	readonly settings: readonly Setting[];
	/** Without this line the task is done already, or done in another way. */
	readonly essential: readonly string[];
}

/** The host to be replaced in what is inserted. */
const HOST = 'cache.example.com';

/** Whole tasks at the start of an empty line, with the lines that this build still lacks. */
export function tasks(view: View, { start, typed, rest }: TypedLine): Suggestion[] {
	if (!/^[A-Za-z0-9_-]*$/.test(typed) || rest.trim() !== '') return [];
	if (!/\.conf$/.test(view.file.path)) return [];
	const span = { start, end: start + typed.length };
	return tasksFor(view).flatMap((task, i): Suggestion[] => {
		const settings = missing(view, task.settings);
		const names = settings.map(({ name }) => bare(name));
		if (!task.essential.some((name) => names.includes(name))) return [];
		const plain = settings
			.map(({ name, operator, value }) => `${name} ${operator} "${value}"`)
			.join(lineEnd(view));
		return [
			{
				label: task.label,
				kind: 'task',
				detail: task.detail,
				documentation: `\`\`\`bitbake\n${plain}\n\`\`\``,
				span,
				insert: `${asSnippet(plain).replaceAll(HOST, `\${1:${HOST}}`)}$0`,
				isSnippet: true,
				plain,
				filter: `${task.label} ${task.words}`,
				// Behind the variables, which the same words find.
				order: 1000 + i,
			},
		];
	});
}

function tasksFor({ build: { release } }: View): Task[] {
	const shared = {
		sstate: `http://${HOST}/sstate`,
		downloads: `http://${HOST}/downloads`,
		hashServer: `${HOST}:8686`,
	};
	const tasks: Task[] = [
		{
			label: l10n.t('Use a shared cache'),
			detail: l10n.t('Shared state, downloads and equivalences of another machine'),
			words: 'SSTATE_MIRRORS SOURCE_MIRROR_URL BB_HASHSERVE',
			settings: sharedCacheSettings(shared, release),
			essential: ['SSTATE_MIRRORS'],
		},
	];
	// Before 4.0 no public equivalences are documented, and objects alone would hardly match.
	if (isFrom(release, '4.0')) {
		const hashServer = isFrom(release, '5.0') ? PUBLIC_SERVER : OLD_PUBLIC_SERVER;
		tasks.push({
			label: l10n.t('Use the Yocto Project’s public cache'),
			detail: l10n.t('Public shared state and the equivalences that belong to it'),
			words: 'SSTATE_MIRRORS BB_HASHSERVE_UPSTREAM',
			settings: sharedCacheSettings({ sstate: PUBLIC_MIRROR, hashServer }, release),
			essential: ['SSTATE_MIRRORS'],
		});
	}
	if (isFrom(release, '3.0')) {
		tasks.push({
			label: l10n.t('Use hash equivalence with a server of this build'),
			detail: l10n.t('BitBake starts a server while it runs'),
			words: 'BB_HASHSERVE BB_SIGNATURE_HANDLER',
			settings: [
				{ name: 'BB_HASHSERVE', operator: '=', value: 'auto' },
				{ name: 'BB_SIGNATURE_HANDLER', operator: '=', value: EQUIVALENCE_HANDLER },
			],
			essential: ['BB_HASHSERVE', 'BB_SIGNATURE_HANDLER'],
		});
	}
	return tasks;
}

/** The settings that the build has not got, without those that this file decides otherwise. */
function missing({ build, file }: View, settings: readonly Setting[]): Setting[] {
	const here = new Set(
		file.statements.flatMap((statement) =>
			statement.kind === 'assignment' && statement.flag === undefined
				? [baseName(statement.name)]
				: [],
		),
	);
	const ownServer =
		here.has('BB_HASHSERVE') && effectiveValue(build, 'BB_HASHSERVE').value !== 'auto';
	return settings.filter(({ name, operator, value }) => {
		const variable = bare(name);
		const now = effectiveValue(build, variable).value ?? '';
		if (operator === '+=') return !splitWords(now).includes(value);
		// An upstream is read by BitBake's own server alone.
		if (variable === 'BB_HASHSERVE_UPSTREAM' && ownServer) return false;
		return !here.has(variable) && now !== value;
	});
}

/** A setting's variable, without its operation. */
function bare(name: string): string {
	return name.replace(/[:_](append|prepend|remove)$/, '');
}
