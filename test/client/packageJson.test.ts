import { existsSync, readFileSync } from 'node:fs';
import { matchesGlob } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../server/src/shared/commands';
import { DEFAULT_SETTINGS, SECTION } from '../../server/src/shared/settings';

interface Manifest {
	readonly icon: string;
	readonly activationEvents: readonly string[];
	readonly contributes: {
		readonly commands: readonly { readonly command: string; readonly category: string }[];
		readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
		readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
		readonly viewsContainers: { readonly activitybar: readonly { readonly icon: string }[] };
		readonly viewsWelcome: readonly { readonly contents: string }[];
		readonly walkthroughs: readonly {
			readonly id: string;
			readonly steps: readonly {
				readonly id: string;
				readonly description: string;
				readonly media: {
					readonly svg?: string;
					readonly markdown?: string;
					readonly altText?: string;
				};
			}[];
		}[];
		readonly configuration: readonly {
			readonly title: string;
			readonly order: number;
			readonly properties: Readonly<
				Record<
					string,
					{ readonly default: unknown; readonly order: number; readonly pattern?: string }
				>
			>;
		}[];
		readonly languages: readonly { readonly id: string; readonly configuration: string }[];
		readonly grammars: readonly {
			readonly language: string;
			readonly path: string;
			readonly scopeName: string;
		}[];
	};
}

const texts: Readonly<Record<string, string>> = JSON.parse(
	readFileSync('package.nls.json', 'utf8'),
);
/** With its texts in place of their keys. */
const manifest: Manifest = JSON.parse(readFileSync('package.json', 'utf8'), (_, value) =>
	typeof value === 'string'
		? value.replace(/^%(.*)%$/, (_, key: string) => texts[key] ?? '')
		: value,
);
const { contributes } = manifest;
const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
const settings = Object.assign(
	{},
	...contributes.configuration.map(({ properties }) => properties),
) as Manifest['contributes']['configuration'][number]['properties'];
const commandIds: readonly string[] = Object.values(COMMANDS);

describe('package.json', () => {
	it('contributes exactly the commands that exist', () => {
		const contributed = contributes.commands.map(({ command }) => command);
		expect(contributed.toSorted()).toEqual(commandIds.toSorted());
		expect(new Set(contributes.commands.map(({ category }) => category))).toEqual(
			new Set(['Hash Equivalence']),
		);
	});

	it('names only existing commands in menus and welcome texts', () => {
		const inMenus = Object.values(contributes.menus)
			.flat()
			.map(({ command }) => command);
		const texts = [
			...contributes.viewsWelcome.map(({ contents }) => contents),
			...steps.map(({ description }) => description),
		];
		const inWelcome = texts
			.flatMap((contents) => [...contents.matchAll(/\(command:([\w.]+)/g)])
			.map(([, command]) => command)
			.filter((command) => command?.startsWith(`${SECTION}.`));
		// VS Code makes one of its own for every view.
		const focus = Object.values(contributes.views)
			.flat()
			.map(({ id }) => `${id}.focus`);
		const existing = [...commandIds, ...focus];
		expect([...inMenus, ...inWelcome].filter((id) => !existing.includes(id ?? ''))).toEqual([]);
	});

	it('contributes every setting with the default that the language server has', () => {
		const { 'hashEquivalence.trace.server': _trace, ...properties } = settings;
		const contributed = Object.fromEntries(
			Object.entries(properties).map(([key, { default: value }]) => [key, value]),
		);
		expect(contributed).toEqual(flatten(DEFAULT_SETTINGS, SECTION));
	});

	it('says while one types that an upstream is no address', () => {
		const { pattern = '.*' } = settings['hashEquivalence.server.upstream'] ?? {};
		const fits = (text: string) => new RegExp(pattern).test(text);
		const right = ['', 'build1:8686', '[::1]:8686', 'wss://h.example.org/ws', 'unix:///run/h.sock'];
		expect(right.filter((text) => !fits(text))).toEqual([]);
		expect(['nonsense', 'build1:', 'http://h'].filter(fits)).toEqual([]);
	});

	it('shows settings in titled groups, in the order in which they are listed', () => {
		const groups = contributes.configuration;
		const inOrder = (things: readonly { readonly order: number }[]) =>
			things.every(({ order }, index) => order === index + 1);
		expect(groups.map(({ title }) => title)).not.toContain('');
		expect(inOrder(groups)).toBe(true);
		const unordered = groups.filter(({ properties }) => !inOrder(Object.values(properties)));
		expect(unordered.map(({ title }) => title)).toEqual([]);
	});

	it('keeps to its own prefix', () => {
		const views = Object.values(contributes.views)
			.flat()
			.map(({ id }) => id);
		const ids = [...views, ...Object.keys(settings)];
		expect(ids.filter((id) => !id.startsWith(`${SECTION}.`))).toEqual([]);
	});

	it('does not wake up in a crawl of the build tree or in every Java project', () => {
		expect(manifest.activationEvents.filter((event) => event.includes('**'))).toEqual([]);
		expect(manifest.activationEvents).not.toContain('onLanguage:properties');
	});

	it('wakes up wherever a build is looked for', () => {
		const patterns = manifest.activationEvents
			.filter((event) => event.startsWith('workspaceContains:'))
			.map((event) => event.slice('workspaceContains:'.length));
		const wakes = (path: string) => patterns.some((pattern) => matchesGlob(path, pattern));
		const builds = [
			'',
			'build/',
			'anything/',
			'anything/build/',
			'build/qemu/',
			'builds/qemu/',
			'builds/qemu/build/',
			'bitbake-builds/poky/',
			'bitbake-builds/poky/build/',
		];
		expect(builds.filter((build) => !wakes(`${build}conf/local.conf`))).toEqual([]);
		expect(wakes('build-arm/conf/bblayers.conf')).toBe(true);
		expect(wakes('src/app/conf/local.conf')).toBe(false);
	});

	it('names files that exist', () => {
		const files = [
			manifest.icon,
			...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
			...contributes.languages.map(({ configuration }) => configuration),
			...contributes.grammars.map(({ path }) => path),
			...steps.map(({ media }) => media.svg ?? media.markdown ?? 'no media'),
		];
		expect(files.filter((file) => !existsSync(file))).toEqual([]);
	});

	it('describes every picture of the walkthrough to those who do not see it', () => {
		const pictures = steps.filter(({ media }) => media.svg !== undefined);
		expect(pictures.map(({ media }) => (media.altText ?? '').length > 40)).toEqual([true]);
	});

	it('has a grammar whose parts all exist', () => {
		const [grammar] = contributes.grammars;
		const text = readFileSync(grammar?.path ?? '', 'utf8');
		const parsed: { scopeName: string; repository: Record<string, unknown> } = JSON.parse(text);
		expect(parsed.scopeName).toBe(grammar?.scopeName);
		const included = [...text.matchAll(/"include": "#([\w-]+)"/g)].map(([, name]) => name);
		expect(Object.keys(parsed.repository).toSorted()).toEqual([...new Set(included)].toSorted());
	});
});

function flatten(value: object, path: string): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(value).flatMap(([key, child]) =>
			typeof child === 'object' && !Array.isArray(child) && Object.keys(child).length > 0
				? Object.entries(flatten(child, `${path}.${key}`))
				: [[`${path}.${key}`, child]],
		),
	);
}
